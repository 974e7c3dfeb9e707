using System.Collections.Concurrent;
using System.Text.Json;
using Flux.Documents.Model;
using Microsoft.Data.Sqlite;

namespace Flux.Documents.Sqlite;

/// <summary>
/// Documents in one SQLite file: a table per collection with the document as JSON text and a column per index.
/// Readers never wait for the writer (WAL).
/// </summary>
public sealed class SqliteDocumentStore : IDocumentStoreConnection
{
    private readonly ConcurrentDictionary<string, (CollectionDefinition Definition, Task Ready)> collections = new(StringComparer.Ordinal);
    private readonly ChangeCounter changes = new();
    private readonly DocumentOptions options;
    private readonly SqliteFile file;
    private readonly SqliteWriter writer;

    /// <summary>Opens or creates the file. Throws <see cref="DocumentStoreUnavailableException"/> with the remedy when that cannot be done.</summary>
    public SqliteDocumentStore(DocumentOptions options)
    {
        this.options = options;
        file = new SqliteFile(options);
        writer = new SqliteWriter(file);
    }

    /// <inheritdoc/>
    public async Task<Document<T>?> GetAsync<T>(DocumentType<T> type, string id, CancellationToken ct)
        where T : class
    {
        await ReadyAsync(type.Definition, ct);
        var sql = $"SELECT id, version, CAST(value AS BLOB) FROM {SqliteNames.Table(type.Collection)} WHERE id = $0";
        return file.Read(session =>
        {
            using var reader = session.Command(sql, id).ExecuteReader();
            return reader.Read() ? Read(type, reader) : null;
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document<T>>> GetManyAsync<T>(DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class
    {
        if (ids.Count == 0) return [];
        await ReadyAsync(type.Definition, ct);
        var sql = $"SELECT id, version, CAST(value AS BLOB) FROM {SqliteNames.Table(type.Collection)} WHERE id IN (SELECT value FROM json_each($0))";
        var found = new Dictionary<string, Document<T>>(ids.Count, StringComparer.Ordinal);
        file.Read(session =>
        {
            using var reader = session.Command(sql, JsonSerializer.Serialize(ids)).ExecuteReader();
            while (reader.Read())
            {
                ct.ThrowIfCancellationRequested();
                var document = Read(type, reader);
                found.Add(document.Id, document);
            }

            return true;
        });
        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<Document<T>>()];
    }

    /// <inheritdoc/>
    public async Task<DocumentPage<T>> QueryAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken ct)
        where T : class
    {
        var sql = SqliteQueryText.Build(type.Definition, query);
        await ReadyAsync(type.Definition, ct);
        return file.Read(session =>
        {
            using var reader = session.Command(sql.Text, sql.Values).ExecuteReader();
            var items = new List<Document<T>>();
            object? last = null;
            while (reader.Read())
            {
                ct.ThrowIfCancellationRequested();
                if (items.Count == query.Limit) return new DocumentPage<T>(items, new PageToken(last, items[^1].Id).Encode(type.Definition, query));
                items.Add(Read(type, reader));
                last = reader.IsDBNull(3) ? null : reader.GetValue(3);
            }

            return new DocumentPage<T>(items, null);
        });
    }

    /// <inheritdoc/>
    public async Task CommitAsync(DocumentBatch batch, CancellationToken ct)
    {
        if (batch.Count == 0) return;
        foreach (var write in batch.Writes)
        {
            if (write.Json.Length > options.MaxDocumentBytes)
                throw new DocumentTooLargeException(write.Definition.Collection, write.Id, write.Json.Length, options.MaxDocumentBytes);
            await ReadyAsync(write.Definition, ct);
        }

        await writer.RunAsync(
            session =>
            {
                foreach (var write in batch.Writes) SqliteWrites.Apply(session, write);
            },
            ct);
        foreach (var collection in batch.Writes.Select(write => write.Definition.Collection).Distinct()) changes.Increment(collection);
    }

    /// <inheritdoc/>
    public async Task<long> NextSequenceAsync(string name, int count, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        long after = 0;
        await writer.RunAsync(
            session => after = session.Number(
                "INSERT INTO \"flux sequences\" (name, next) VALUES ($0, $1 + 1) ON CONFLICT (name) DO UPDATE SET next = next + $1 RETURNING next", name, (long)count)!.Value,
            ct);
        return after - count;
    }

    /// <inheritdoc/>
    public long Current(string collection) => changes.Current(collection);

    /// <inheritdoc/>
    public Task<long> WaitAsync(string collection, long seen, CancellationToken ct) => changes.WaitAsync(collection, seen, ct);

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken ct)
    {
        file.Read(session => session.Number("SELECT count(*) FROM sqlite_master"));
        await writer.RunAsync(static _ => { }, ct);
    }

    /// <summary>Finishes the writes that were accepted, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        file.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static Document<T> Read<T>(DocumentType<T> type, SqliteDataReader reader)
        where T : class =>
        new(reader.GetString(0), reader.GetInt64(1), CollectionDefinition.Deserialize(reader.GetFieldValue<byte[]>(2), type.Json));

    private async Task ReadyAsync(CollectionDefinition definition, CancellationToken ct)
    {
        var entry = collections.GetOrAdd(
            definition.Collection,
            static (_, state) => (state.definition, state.writer.RunAsync(session => SqliteSchema.Ensure(session, state.definition), CancellationToken.None)),
            (definition, writer));
        if (entry.Definition != definition) throw new InvalidOperationException($"Collection '{definition.Collection}' is declared twice; keep one static DocumentType.");
        try
        {
            if (!entry.Ready.IsCompletedSuccessfully) await entry.Ready.WaitAsync(ct);
        }
        catch (DocumentException)
        {
            collections.TryRemove(new(definition.Collection, entry)); // So that the next call tries again.
            throw;
        }
    }
}
