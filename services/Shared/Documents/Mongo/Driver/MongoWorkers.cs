namespace Flux.Documents.Mongo.Driver;

/// <summary>
/// Threads of their own for the driver, whose calls block: the thread pool, which serves the gRPC calls, never waits for a server.
/// A thread starts when a job finds no idle one, up to the size of the pool, and keeps its client. The one that went idle last works next: it is warm.
/// <para>
/// What waited for a call goes on in the same thread while no other job waits and at least half of the threads stay free for the driver; else in the thread pool. Waking a
/// pool that sleeps costs more processor time, most of it spinning, than the call itself. So nothing that goes on here can stop the driver: not even code that blocks.
/// </para>
/// <para>
/// The next call of what goes on in a thread is that thread's too, which is free as soon as the code waits for it: waking another would cost a quarter of the call.
/// <see cref="MongoRescue"/> sees to the call of code that blocks instead.
/// </para>
/// </summary>
internal sealed class MongoWorkers : IAsyncDisposable
{
    [ThreadStatic]
    private static MongoWorkers? current;

    [ThreadStatic]
    private static MongoSeat? own;

    private readonly MongoPool pool;
    private readonly string database;
    private readonly Queue<MongoJob> queue = new();
    private readonly List<Thread> threads = [];
    private readonly Stack<MongoSeat> idle = new();
    private readonly Lock gate = new();
    private readonly MongoRescue rescue;
    private int away;
    private volatile bool closed;

    public MongoWorkers(MongoPool pool, string database)
    {
        this.pool = pool;
        this.database = database;
        rescue = new MongoRescue(job => Hand(job));
    }

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
        rescue.Dispose();
    }

    private bool Start(MongoJob job)
    {
        if (!OnThread || closed || !own!.Keep(job)) return Hand(job);
        rescue.Watch();
        return true;
    }

    private bool Hand(MongoJob job)
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
        var seat = own = new MongoSeat();
        rescue.Add(seat);
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
        if (seat.TakeKept() is { } kept) return kept;
        lock (gate)
        {
            if (queue.TryDequeue(out var job)) return job;
            if (closed) return null;
            idle.Push(seat);
        }

        return seat.Take();
    }
}
