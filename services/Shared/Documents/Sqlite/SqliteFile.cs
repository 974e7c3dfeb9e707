using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Flux.Documents.Sqlite;

/// <summary>Opens sessions on one database file: one for writing, a pool for reading.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private readonly string path;
    private readonly TimeSpan busyTimeout;
    private readonly int? maxPages;
    private volatile bool disposed;

    public SqliteFile(DocumentOptions options)
    {
        SqliteLibrary.EnsureLoaded();
        path = Path.GetFullPath(Path.Combine(options.DataDirectory, options.FileName));
        busyTimeout = options.BusyTimeout;
        maxPages = options.MaxPages;
        try
        {
            DataDirectory.Create(Path.GetDirectoryName(path)!);
            // Made here so that only the owner can read it; SQLite gives the files beside it the same mode.
            using var created = new FileStream(path, DataDirectory.PrivateFile(FileMode.OpenOrCreate));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DocumentStoreUnavailableException($"Cannot open '{path}': {error.Message} Choose a folder you can write with --data.", error);
        }
    }

    public string FullPath => path;

    public SqliteSession OpenWriter()
    {
        var session = Open(SqliteOpenMode.ReadWrite);
        // WAL: readers go on while a write is under way. FULL: a commit is on disk before it is answered; group commit pays for it.
        session.Run("PRAGMA journal_mode = WAL");
        session.Run("PRAGMA synchronous = FULL");
        if (maxPages is { } pages) session.Run($"PRAGMA max_page_count = {pages}");
        session.Run("CREATE TABLE IF NOT EXISTS \"flux sequences\" (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID");
        return session;
    }

    public TResult Read<TResult>(Func<SqliteSession, TResult> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!idle.TryTake(out var session)) session = Open(SqliteOpenMode.ReadWrite);
        try
        {
            return read(session);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, path);
        }
        finally
        {
            idle.Add(session);
            if (disposed) Close();
        }
    }

    public void Dispose()
    {
        disposed = true;
        Close();
    }

    private SqliteSession Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Run($"PRAGMA busy_timeout = {(long)busyTimeout.TotalMilliseconds}");
            // Otherwise SQLite puts pages of documents into a file of /var/tmp with every larger write.
            session.Run("PRAGMA temp_store = MEMORY");
            return session;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteErrors.Translate(error, path);
        }
    }

    private void Close()
    {
        while (idle.TryTake(out var session)) session.Dispose();
    }
}
