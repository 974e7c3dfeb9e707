namespace Flux.Documents.Mongo.Driver;

/// <summary>
/// Threads of their own for the driver, whose calls block: the thread pool, which serves the gRPC calls, never waits for a server.
/// A thread starts when a job finds no idle one, up to the size of the pool, and keeps its client. The one that went idle last works next: it is warm.
/// <para>
/// What waited for a call goes on in the same thread while no other job waits and at least half of the threads stay free for the driver; else in the thread pool. Waking a
/// pool that sleeps costs more processor time, most of it spinning, than the call itself. So nothing that goes on here can stop the driver: not even code that blocks.
/// </para>
/// </summary>
internal sealed class MongoWorkers(MongoPool pool, string database) : IAsyncDisposable
{
    [ThreadStatic]
    private static MongoWorkers? current;

    private readonly Queue<MongoJob> queue = new();
    private readonly List<Thread> threads = [];
    private readonly Stack<MongoSeat> idle = new();
    private readonly Lock gate = new();
    private int away;
    private bool closed;

    /// <summary>This code runs in one of the threads, after a call; it must not wait for them to end.</summary>
    public bool OnThread => current == this;

    public Task<TResult> RunAsync<TResult>(Func<MongoClient, TResult> work, CancellationToken ct)
    {
        if (ct.IsCancellationRequested) return Task.FromCanceled<TResult>(ct);
        var job = new MongoJob<TResult>(work, ct);
        return Start(job) ? job.Task : Task.FromException<TResult>(new ObjectDisposedException(nameof(MongoDocumentStore)));
    }

    public async ValueTask DisposeAsync()
    {
        Thread[] running;
        lock (gate)
        {
            closed = true;
            while (idle.TryPop(out var seat)) seat.Give(null);
            running = [.. threads];
        }

        await Task.Run(() => Array.ForEach(running, thread => thread.Join()));
    }

    private bool Start(MongoJob job)
    {
        MongoSeat? seat;
        lock (gate)
        {
            if (closed) return false;
            if (!idle.TryPop(out seat))
            {
                queue.Enqueue(job);
                if (threads.Count >= pool.Size) return true;
                var thread = new Thread(Loop) { IsBackground = true, Name = $"mongodb {threads.Count + 1}" };
                threads.Add(thread);
                thread.Start();
                return true;
            }
        }

        seat.Give(job);
        return true;
    }

    private void Loop()
    {
        current = this;
        using var client = new MongoClient(pool, database);
        var seat = new MongoSeat();
        while (Next(seat) is { } job)
        {
            job.Work(client);
            if (!MayGoAway())
            {
                ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
                continue;
            }

            job.Complete();
            lock (gate) away--;
        }
    }

    private bool MayGoAway()
    {
        lock (gate)
        {
            if (queue.Count > 0 || away >= pool.Size / 2) return false;
            away++;
            return true;
        }
    }

    private MongoJob? Next(MongoSeat seat)
    {
        lock (gate)
        {
            if (queue.TryDequeue(out var job)) return job;
            if (closed) return null;
            idle.Push(seat);
        }

        return seat.Take();
    }
}
