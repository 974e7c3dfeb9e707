namespace Flux.Documents.Mongo.Driver;

/// <summary>Gives jobs that threads have set aside for themselves to others when the thread does not come to them, because the code that goes on in it blocks.</summary>
internal sealed class MongoRescue : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly List<MongoSeat> seats = [];
    private readonly Action<MongoJob> hand;
    private readonly Timer timer;
    private int watching;

    /// <param name="hand">Gives a job to any thread.</param>
    public MongoRescue(Action<MongoJob> hand)
    {
        this.hand = hand;
        timer = new Timer(_ => Look());
    }

    public void Add(MongoSeat seat)
    {
        lock (seats) seats.Add(seat);
    }

    /// <summary>A job was set aside.</summary>
    public void Watch()
    {
        if (Volatile.Read(ref watching) == 0 && Interlocked.Exchange(ref watching, 1) == 0) timer.Change(Patience, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        // Before the look: what is set aside from here on starts the timer again.
        Interlocked.Exchange(ref watching, 0);
        var any = false;
        lock (seats)
        {
            foreach (var seat in seats)
            {
                any |= seat.LooksKept(out var forgotten);
                if (forgotten is not null) hand(forgotten);
            }
        }

        if (any) Watch();
    }
}
