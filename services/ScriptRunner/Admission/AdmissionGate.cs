using Flux.ScriptRunner.Sandbox;

namespace Flux.ScriptRunner.Admission;

/// <summary>
/// Decides who may run. Two limits: runs in all, and runs that compute (one that waits in a call gives its place to another).
/// Tenants that wait take turns, so a busy one delays itself only; each has a queue of its own size at most.
/// </summary>
internal sealed class AdmissionGate(SandboxOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _tenants = [];
    private readonly Queue<string> _turns = [];
    private int _runs, _active, _queued;

    /// <summary>Waits for a place.</summary>
    /// <exception cref="Flux.Hosting.FluxException">RESOURCE_EXHAUSTED: there is none to wait for either.</exception>
    public async ValueTask<AdmissionTicket> EnterAsync(string tenant, CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_gate)
        {
            if (_queued == 0 && HasRoom)
            {
                Take();
                return new AdmissionTicket(this);
            }
            place = Enqueue(tenant);
        }
        await using var registration = cancellationToken.Register(() => Leave(place, cancellationToken));
        await place.Task;
        return new AdmissionTicket(this);
    }

    public void Pause()
    {
        lock (_gate)
        {
            _active--;
            Admit();
        }
    }

    // Goes on at once, even above the limit: what has begun must end before others begin.
    public void Resume()
    {
        lock (_gate)
            _active++;
    }

    public void Exit(bool active)
    {
        lock (_gate)
        {
            _runs--;
            if (active)
                _active--;
            Admit();
        }
    }

    private bool HasRoom => _runs < options.MaxRuns && _active < options.MaxActive;

    private void Take()
    {
        _runs++;
        _active++;
    }

    private TaskCompletionSource Enqueue(string tenant)
    {
        if (!_tenants.TryGetValue(tenant, out var queue))
            queue = [];
        if (_queued >= options.Queue || queue.Count >= options.QueuePerTenant)
            throw AdmissionErrors.QueueFull(_runs, _queued, queue.Count);
        if (queue.Count == 0)
        {
            _tenants[tenant] = queue;
            _turns.Enqueue(tenant);
        }
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Enqueue(place);
        _queued++;
        return place;
    }

    private void Admit()
    {
        while (HasRoom && _turns.TryDequeue(out var tenant))
        {
            var queue = _tenants[tenant];
            var place = queue.Dequeue();
            _queued--;
            if (queue.Count > 0)
                _turns.Enqueue(tenant);
            else
                _tenants.Remove(tenant);
            Take();
            place.TrySetResult();
        }
    }

    private void Leave(TaskCompletionSource place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (tenant, queue) in _tenants)
            {
                if (!queue.Contains(place))
                    continue;
                var others = queue.Where(p => p != place).ToArray();
                queue.Clear();
                foreach (var other in others)
                    queue.Enqueue(other);
                _queued--;
                if (others.Length == 0)
                    RemoveTenant(tenant);
                place.TrySetCanceled(cancellationToken);
                return;
            }
        }
    }

    private void RemoveTenant(string tenant)
    {
        _tenants.Remove(tenant);
        var turns = _turns.Where(t => t != tenant).ToArray();
        _turns.Clear();
        foreach (var turn in turns)
            _turns.Enqueue(turn);
    }
}
