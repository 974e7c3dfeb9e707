using Flux.ScriptRunner.Sandbox;

namespace Flux.ScriptRunner.Admission;

/// <summary>
/// Decides who may run. Two limits: runs in all, and runs that compute (one that waits in a call gives its place to another).
/// Tenants that wait take turns and each has a queue of its own size at most. A tenant of which nothing computes gets in beyond the
/// limit of computing runs, up to twice of it, and no tenant may hold the last tenth of all runs: so a busy one delays itself only.
/// </summary>
internal sealed class AdmissionGate(SandboxOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TenantRuns> _tenants = [];
    // Tenants with a queue, the next to be served first.
    private readonly LinkedList<TenantRuns> _turns = [];
    private int _runs, _active, _queued;

    /// <summary>Waits for a place.</summary>
    /// <exception cref="Flux.Hosting.FluxException">RESOURCE_EXHAUSTED: there is none to wait for either.</exception>
    public async ValueTask<AdmissionTicket> EnterAsync(string tenant, CancellationToken cancellationToken)
    {
        TenantRuns owner;
        TaskCompletionSource place;
        lock (_gate)
        {
            if (!_tenants.TryGetValue(tenant, out owner!))
                _tenants[tenant] = owner = new TenantRuns(tenant);
            if (owner.Queue.Count == 0 && HasRoom(owner))
            {
                Take(owner);
                return new AdmissionTicket(this, owner);
            }
            place = Enqueue(owner);
        }
        await using var registration = cancellationToken.Register(() => Leave(owner, place, cancellationToken));
        await place.Task;
        return new AdmissionTicket(this, owner);
    }

    public void Pause(TenantRuns tenant)
    {
        lock (_gate)
        {
            _active--;
            tenant.Active--;
            Admit();
        }
    }

    // Goes on at once, even above the limit: what has begun must end before others begin.
    public void Resume(TenantRuns tenant)
    {
        lock (_gate)
        {
            _active++;
            tenant.Active++;
        }
    }

    public void Exit(TenantRuns tenant, bool active)
    {
        lock (_gate)
        {
            _runs--;
            tenant.Runs--;
            if (active)
            {
                _active--;
                tenant.Active--;
            }
            Admit();
            Forget(tenant);
        }
    }

    private int MaxRunsOfOne => options.MaxRuns - (options.MaxRuns / 10);

    private bool HasRoom(TenantRuns tenant) => _runs < options.MaxRuns && tenant.Runs < MaxRunsOfOne
        && (_active < options.MaxActive || (tenant.Active == 0 && _active < 2 * options.MaxActive));

    private void Take(TenantRuns tenant)
    {
        _runs++;
        _active++;
        tenant.Runs++;
        tenant.Active++;
    }

    private TaskCompletionSource Enqueue(TenantRuns tenant)
    {
        if (_queued >= options.Queue || tenant.Queue.Count >= options.QueuePerTenant)
        {
            Forget(tenant);
            throw AdmissionErrors.QueueFull(_runs, _queued, tenant.Queue.Count);
        }
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tenant.Queue.AddLast(place);
        _queued++;
        if (tenant.Queue.Count == 1)
            _turns.AddLast(tenant);
        return place;
    }

    // One place at a time to the first tenant in turn that may have one, which then goes to the end.
    private void Admit()
    {
        for (var turn = _turns.First; turn is not null;)
        {
            var tenant = turn.Value;
            if (!HasRoom(tenant))
            {
                turn = turn.Next;
                continue;
            }
            var place = tenant.Queue.First!.Value;
            tenant.Queue.RemoveFirst();
            _queued--;
            _turns.Remove(turn);
            if (tenant.Queue.Count > 0)
                _turns.AddLast(tenant);
            Take(tenant);
            place.TrySetResult();
            turn = _turns.First;
        }
    }

    private void Leave(TenantRuns tenant, TaskCompletionSource place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!tenant.Queue.Remove(place))
                return;
            _queued--;
            if (tenant.Queue.Count == 0)
                _turns.Remove(tenant);
            Forget(tenant);
        }
        place.TrySetCanceled(cancellationToken);
    }

    private void Forget(TenantRuns tenant)
    {
        if (tenant.Runs == 0 && tenant.Queue.Count == 0)
            _tenants.Remove(tenant.Name);
    }
}
