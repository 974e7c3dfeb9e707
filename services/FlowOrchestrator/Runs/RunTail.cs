using Flux.Contracts.Flow.V1;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>The last stored events of a run that is at work here: whoever watches it closely need not read them back.</summary>
internal sealed class RunTail
{
    private const int Kept = 200;

    private readonly Lock _gate = new();
    private readonly List<RunEvent> _events = [];

    /// <summary>Adds what was stored, in order.</summary>
    public void Add(IReadOnlyList<RunEvent> stored)
    {
        lock (_gate)
        {
            _events.AddRange(stored);
            if (_events.Count > 2 * Kept)
                _events.RemoveRange(0, _events.Count - Kept);
        }
    }

    /// <summary>All stored events after a sequence number; null when some of them are no longer here.</summary>
    public IReadOnlyList<RunEvent>? After(long sequence)
    {
        lock (_gate)
        {
            // Numbers have no gaps, so the place follows from the number.
            var start = _events.Count == 0 ? -1 : sequence + 1 - _events[0].Sequence;
            return start >= 0 && start <= _events.Count ? _events[(int)start..] : null;
        }
    }
}
