using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Flux.Documents.Sqlite;

/// <summary>
/// The only writer. Jobs that wait while a commit is under way share the next one (group commit), each under a savepoint of its own when there are several,
/// so that one job's error undoes that job only.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaxGroup = 256;
    private const int MaxQueue = 10_000;
    private readonly Channel<WriteJob> queue = Channel.CreateBounded<WriteJob>(new BoundedChannelOptions(MaxQueue) { SingleReader = true });
    private readonly SqliteSession session;
    private readonly string path;
    private readonly Task loop;

    public SqliteWriter(SqliteFile file)
    {
        path = file.FullPath;
        try
        {
            session = file.OpenWriter();
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, path);
        }

        loop = Task.Run(RunAsync);
    }

    /// <summary>Runs a job in a transaction; completes when the commit is on disk.</summary>
    public async Task RunAsync(Action<SqliteSession> apply, CancellationToken ct)
    {
        var job = new WriteJob(apply, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), ct);
        try
        {
            await queue.Writer.WriteAsync(job, ct);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteDocumentStore));
        }

        await job.Completion.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (queue.Writer.TryComplete()) await loop;
    }

    private async Task RunAsync()
    {
        var group = new List<WriteJob>(MaxGroup);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && queue.Reader.TryRead(out var job)) group.Add(job);
            CommitGroup(group);
            group.Clear();
        }

        session.Dispose();
    }

    private void CommitGroup(List<WriteJob> group)
    {
        try
        {
            session.Run("BEGIN IMMEDIATE");
            if (group is [var alone]) Apply(alone);
            else group.ForEach(ApplyBesideOthers);
            session.Run("COMMIT");
        }
        catch (Exception error)
        {
            RollBack();
            // Also the jobs that were fine: nothing of this group is on disk.
            group.ForEach(job => job.Completion.TrySetException(Translate(error)));
            return;
        }

        // Only now, errors too: a job may have failed because of what another job of the group wrote, and its caller may look at that at once.
        group.ForEach(job => job.Complete());
    }

    private void Apply(WriteJob job)
    {
        if (job.Ct.IsCancellationRequested) return;
        job.Apply(session);
        job.Applied = true;
    }

    private void ApplyBesideOthers(WriteJob job)
    {
        session.Run("SAVEPOINT job");
        try
        {
            Apply(job);
            session.Run("RELEASE job");
        }
        catch (Exception error) when (!session.OutsideTransaction)
        {
            session.Run("ROLLBACK TO job");
            session.Run("RELEASE job");
            job.Error = Translate(error);
        }
    }

    private Exception Translate(Exception error) => error is SqliteException sqlite ? SqliteErrors.Translate(sqlite, path) : error;

    private void RollBack()
    {
        try
        {
            if (!session.OutsideTransaction) session.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The next BEGIN reports what is wrong with the file.
        }
    }

    private sealed record WriteJob(Action<SqliteSession> Apply, TaskCompletionSource Completion, CancellationToken Ct)
    {
        public bool Applied { get; set; }

        public Exception? Error { get; set; }

        public void Complete()
        {
            if (Error is not null) Completion.TrySetException(Error);
            else if (Applied) Completion.TrySetResult();
            else Completion.TrySetCanceled(Ct);
        }
    }
}
