using System.Threading.Channels;

namespace Flux.Notification.Deliveries;

/// <summary>Ids in the order in which they fall due; those that are due now wait in a channel for the next free worker.</summary>
internal sealed class DueQueue : IDisposable
{
    // A timer cannot be set further ahead than this; it is simply set again then.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    private readonly TimeProvider _clock;
    private readonly Channel<string> _due = Channel.CreateUnbounded<string>();
    private readonly PriorityQueue<string, DateTimeOffset> _later = new();
    private readonly ITimer _timer;

    public DueQueue(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => MoveDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds an id; null is due now.</summary>
    public void Add(string id, DateTimeOffset? due)
    {
        if (due is not { } time || time <= _clock.GetUtcNow())
        {
            _due.Writer.TryWrite(id);
            return;
        }

        lock (_later)
            _later.Enqueue(id, time);
        MoveDue();
    }

    /// <summary>The ids as they fall due; several readers share them.</summary>
    public IAsyncEnumerable<string> ReadAsync(CancellationToken cancellationToken) => _due.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void MoveDue()
    {
        lock (_later)
        {
            var now = _clock.GetUtcNow();
            while (_later.TryPeek(out var id, out var due))
            {
                if (due > now)
                {
                    // A millisecond more, because timers round down.
                    var wait = due - now + TimeSpan.FromMilliseconds(1);
                    _timer.Change(wait < _longest ? wait : _longest, Timeout.InfiniteTimeSpan);
                    return;
                }

                _later.Dequeue();
                _due.Writer.TryWrite(id);
            }
        }
    }
}
