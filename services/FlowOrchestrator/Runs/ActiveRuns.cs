using System.Collections.Concurrent;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>The runs that this process is responsible for: pending, running, and children of those.</summary>
internal sealed class ActiveRuns
{
    private readonly ConcurrentDictionary<string, ActiveRun> _runs = new();

    /// <summary>How many there are.</summary>
    public int Count => _runs.Count;

    /// <summary>The run of an id, or null.</summary>
    public ActiveRun? Find(string id) => _runs.GetValueOrDefault(id);

    /// <summary>Adds a run.</summary>
    public ActiveRun Add(string id, ActiveRun? parent = null)
    {
        var run = new ActiveRun(id, parent);
        return _runs.TryAdd(id, run) ? run : throw new InvalidOperationException($"run {id} is active already");
    }

    /// <summary>Removes a run whose end is stored.</summary>
    public void Remove(ActiveRun run)
    {
        _runs.TryRemove(KeyValuePair.Create(run.Id, run));
        run.End();
    }

    /// <summary>From now on nothing new begins in any of them.</summary>
    public void HoldAll()
    {
        foreach (var run in _runs.Values)
            run.Hold();
    }

    /// <summary>Stops all.</summary>
    public void StopAll(StopCause cause)
    {
        foreach (var run in _runs.Values)
            run.Stop(cause);
    }
}
