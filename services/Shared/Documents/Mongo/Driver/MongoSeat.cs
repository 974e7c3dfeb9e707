namespace Flux.Documents.Mongo.Driver;

/// <summary>Where an idle thread waits. A monitor and not a semaphore: it does not spin, and spinning would cost more than the call itself.</summary>
internal sealed class MongoSeat
{
    private MongoJob? given;
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
}
