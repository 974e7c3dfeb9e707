using System.Collections.Concurrent;
using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;
using Flux.Documents.Mongo.Writes;

namespace Flux.Documents.Mongo;

/// <summary>
/// Documents in one MongoDB database, through the official C driver: a collection for each collection, real BSON, written by a majority.
/// Batches are transactions on a replica set or sharded cluster; a single server without them gets the protocol of <see cref="IntentWrite"/>.
/// </summary>
public sealed class MongoDocumentStore : IDocumentStoreConnection
{
    private readonly ConcurrentDictionary<string, (CollectionDefinition Definition, Task Ready)> collections = new(StringComparer.Ordinal);
    private readonly ChangeCounter changes = new();
    private readonly DocumentOptions options;
    private readonly MongoPool pool;
    private readonly MongoWorkers workers;
    private readonly Lazy<Task<MongoCommitter>> committer;

    /// <summary>
    /// Prepares the connection; the server is first asked when it is needed. Throws <see cref="DocumentStoreUnavailableException"/> when the connection
    /// string is not valid or the driver is not installed.
    /// </summary>
    public MongoDocumentStore(DocumentOptions options)
        : this(options, null)
    {
    }

    internal MongoDocumentStore(DocumentOptions options, Action<IntentStep>? reached)
    {
        this.options = options;
        pool = new MongoPool(options.MongoDb ?? throw new ArgumentException("No connection string.", nameof(options)));
        Database = $"{pool.Database ?? "flux"}_{Path.GetFileNameWithoutExtension(options.FileName)}";
        workers = new MongoWorkers(pool, Database);
        committer = new Lazy<Task<MongoCommitter>>(() => workers.RunAsync(client => MongoStart.Open(client, reached), CancellationToken.None));
    }

    /// <summary>The service's own database: the one of the connection string (else "flux") and the service's name, as in <c>flux_inventory</c>.</summary>
    public string Database { get; }

    /// <inheritdoc/>
    public async Task<Document<T>?> GetAsync<T>(DocumentType<T> type, string id, CancellationToken ct)
        where T : class
    {
        await ReadyAsync(type.Definition, ct);
        return await ReadAsync(client => MongoReads.Get(client, type, id), ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document<T>>> GetManyAsync<T>(DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class
    {
        if (ids.Count == 0) return [];
        await ReadyAsync(type.Definition, ct);
        var found = await ReadAsync(client => MongoReads.GetMany(client, type, ids, ct), ct);
        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<Document<T>>()];
    }

    /// <inheritdoc/>
    public async Task<DocumentPage<T>> QueryAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken ct)
        where T : class
    {
        using var text = new MongoQuery(type.Definition, query);
        await ReadyAsync(type.Definition, ct);
        return await ReadAsync(client => MongoReads.Query(client, type, query, text, ct), ct);
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

        var commits = await CommitterAsync(ct);
        var plan = new MongoPlan(batch.Writes);
        await workers.RunAsync(
            client =>
            {
                commits.Commit(client, plan);
                return true;
            },
            ct);
        foreach (var collection in batch.Writes.Select(write => write.Definition.Collection).Distinct()) changes.Increment(collection);
    }

    /// <inheritdoc/>
    public async Task<long> NextSequenceAsync(string name, int count, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        await CommitterAsync(ct);
        return await ReadAsync(client => MongoSequences.Next(client, name, count), ct) - count + 1;
    }

    /// <inheritdoc/>
    public long Current(string collection) => changes.Current(collection);

    /// <inheritdoc/>
    public Task<long> WaitAsync(string collection, long seen, CancellationToken ct) => changes.WaitAsync(collection, seen, ct);

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken ct)
    {
        var commits = await CommitterAsync(ct);
        await ReadAsync(
            client =>
            {
                MongoStart.Ping(client);
                commits.EndAbandoned(client);
                return true;
            },
            ct);
    }

    /// <summary>Removes the database and everything in it; for tests.</summary>
    internal Task DropAsync(CancellationToken ct) => ReadAsync(MongoStart.Drop, ct);

    /// <summary>Finishes what was accepted, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await workers.DisposeAsync();
        pool.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        var closing = DisposeAsync().AsTask();
        // Code that goes on in the thread of a call cannot wait for this thread's end: the rest happens when it returns.
        if (!workers.OnThread) closing.GetAwaiter().GetResult();
    }

    // The driver repeats a read once; a server that is away for longer is waited for by the next try.
    private Task<TResult> ReadAsync<TResult>(Func<MongoClient, TResult> read, CancellationToken ct) => workers.RunAsync(
        client =>
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    return read(client);
                }
                catch (MongoFailure failure) when (failure.OutcomeUnknown && tries < 3 && !ct.IsCancellationRequested)
                {
                }
                catch (MongoFailure failure)
                {
                    throw MongoErrors.Translate(failure);
                }
            }
        },
        ct);

    private async Task<MongoCommitter> CommitterAsync(CancellationToken ct)
    {
        var opening = committer.Value;
        return opening.IsCompletedSuccessfully ? opening.Result : await opening.WaitAsync(ct);
    }

    private async Task ReadyAsync(CollectionDefinition definition, CancellationToken ct)
    {
        if (!collections.TryGetValue(definition.Collection, out var entry))
            entry = collections.GetOrAdd(definition.Collection, _ => (definition, PrepareAsync(definition)));
        if (entry.Definition != definition) throw new InvalidOperationException($"Collection '{definition.Collection}' is declared twice; keep one static DocumentType.");
        if (entry.Ready.IsCompletedSuccessfully) return;
        try
        {
            await entry.Ready.WaitAsync(ct);
        }
        catch (DocumentException)
        {
            collections.TryRemove(new(definition.Collection, entry)); // So that the next call tries again.
            throw;
        }
    }

    private async Task PrepareAsync(CollectionDefinition definition)
    {
        await CommitterAsync(CancellationToken.None);
        await ReadAsync(
            client =>
            {
                MongoSchema.Ensure(client, definition);
                return true;
            },
            CancellationToken.None);
    }
}
