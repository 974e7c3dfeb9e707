using System.Collections.Concurrent;

namespace Flux.Documents.Mongo.Driver;

/// <summary>
/// Threads of their own for the driver, whose calls block: the thread pool, which serves the gRPC calls, never waits for a server.
/// A thread starts when a job finds no idle one, up to the size of the pool, and keeps its client.
/// </summary>
internal sealed class MongoWorkers(MongoPool pool, string database) : IAsyncDisposable
{
    private readonly BlockingCollection<Action<MongoClient>> queue = [];
    private readonly List<Thread> threads = [];
    private readonly Lock gate = new();
    private int idle;

    public async Task<TResult> RunAsync<TResult>(Func<MongoClient, TResult> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            queue.Add(client => Run(client, work, done, ct), CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(MongoDocumentStore));
        }

        StartThread();
        return await done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        Thread[] running;
        lock (gate)
        {
            queue.CompleteAdding();
            running = [.. threads];
        }

        await Task.Run(() => Array.ForEach(running, thread => thread.Join()));
        queue.Dispose();
    }

    private static void Run<TResult>(MongoClient client, Func<MongoClient, TResult> work, TaskCompletionSource<TResult> done, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            done.SetCanceled(ct);
            return;
        }

        try
        {
            done.SetResult(work(client));
        }
        catch (Exception error)
        {
            done.SetException(error);
        }
    }

    private void StartThread()
    {
        if (queue.Count <= Volatile.Read(ref idle)) return;
        lock (gate)
        {
            if (threads.Count >= pool.Size || queue.IsAddingCompleted) return;
            var thread = new Thread(Loop) { IsBackground = true, Name = $"mongodb {threads.Count + 1}" };
            threads.Add(thread);
            thread.Start();
        }
    }

    private void Loop()
    {
        using var client = new MongoClient(pool, database);
        while (true)
        {
            Interlocked.Increment(ref idle);
            if (!queue.TryTake(out var job, Timeout.Infinite)) return;
            Interlocked.Decrement(ref idle);
            job(client);
        }
    }
}
