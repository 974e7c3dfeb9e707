namespace Flux.Documents.Mongo.Driver;

/// <summary>
/// Threads of their own for the driver, whose calls block: the thread pool, which serves the gRPC calls, never waits for a server.
/// A thread starts when a job finds no idle one, up to the size of the pool, and keeps its client. The one that went idle last works next: it is warm.
/// </summary>
internal sealed class MongoWorkers(MongoPool pool, string database) : IAsyncDisposable
{
    private readonly Queue<Action<MongoClient>> queue = new();
    private readonly List<Thread> threads = [];
    private readonly Stack<Seat> idle = new();
    private readonly Lock gate = new();
    private bool closed;

    public async Task<TResult> RunAsync<TResult>(Func<MongoClient, TResult> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(client => Run(client, work, done, ct));
        return await done.Task;
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

    private void Start(Action<MongoClient> job)
    {
        Seat? seat;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(MongoDocumentStore));
            if (!idle.TryPop(out seat))
            {
                queue.Enqueue(job);
                if (threads.Count >= pool.Size) return;
                var thread = new Thread(Loop) { IsBackground = true, Name = $"mongodb {threads.Count + 1}" };
                threads.Add(thread);
                thread.Start();
                return;
            }
        }

        seat.Give(job);
    }

    private void Loop()
    {
        using var client = new MongoClient(pool, database);
        var seat = new Seat();
        while (Next(seat) is { } job) job(client);
    }

    private Action<MongoClient>? Next(Seat seat)
    {
        lock (gate)
        {
            if (queue.TryDequeue(out var job)) return job;
            if (closed) return null;
            idle.Push(seat);
        }

        return seat.Take();
    }

    /// <summary>Where an idle thread waits. A monitor and not a semaphore: it does not spin, and spinning would cost more than the call itself.</summary>
    private sealed class Seat
    {
        private Action<MongoClient>? given;
        private bool full;

        /// <summary>Null ends the thread.</summary>
        public void Give(Action<MongoClient>? job)
        {
            lock (this)
            {
                given = job;
                full = true;
                Monitor.Pulse(this);
            }
        }

        public Action<MongoClient>? Take()
        {
            lock (this)
            {
                while (!full) Monitor.Wait(this);
                full = false;
                return given;
            }
        }
    }
}
