namespace Flux.Documents.Mongo.Driver;

/// <summary>Where an idle thread waits. A monitor and not a semaphore: it does not spin, and spinning would cost more than the call itself.</summary>
internal sealed class MongoSeat
{
    private MongoJob? given;
    private MongoJob? kept;
    private MongoJob? seen;
    private bool full;

    /// <summary>Null ends the thread.</summary>
    public void Give(MongoJob? job)
    {
        lock (this)
        {
            given = job;
            full = true;
            Monitor.Pulse(this);
        }
    }

    public MongoJob? Take()
    {
        lock (this)
        {
            while (!full) Monitor.Wait(this);
            full = false;
            return given;
        }
    }

    /// <summary>Sets a job aside for this very thread, which does it when it is free; not if it has one already.</summary>
    public bool Keep(MongoJob job) => Interlocked.CompareExchange(ref kept, job, null) is null;

    public MongoJob? TakeKept() => kept is null ? null : Interlocked.Exchange(ref kept, null);

    /// <summary>Whether a job is set aside; one that was there already when this was asked last is taken away and answered.</summary>
    public bool LooksKept(out MongoJob? forgotten)
    {
        var (before, now) = (seen, kept);
        seen = now;
        forgotten = now is not null && now == before && Interlocked.CompareExchange(ref kept, null, now) == now ? now : null;
        return now is not null;
    }
}
