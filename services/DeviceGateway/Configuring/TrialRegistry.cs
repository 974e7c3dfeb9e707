using System.Collections.Concurrent;

namespace Flux.DeviceGateway.Configuring;

/// <summary>
/// The trials that this gateway began. Another one may confirm a trial too, as far as the device allows it; but
/// where we know that its time is over we say so, because some devices answer a late confirmation with success.
/// </summary>
internal sealed class TrialRegistry(TimeProvider time)
{
    private readonly ConcurrentDictionary<(long ElementId, string TrialId), ConfigTrial> _trials = new();

    public void Add(long elementId, ConfigTrial trial)
    {
        foreach (var (key, old) in _trials)
        {
            if (old.ExpireTime < time.GetUtcNow().AddHours(-1))
                _trials.TryRemove(key, out _);
        }

        _trials[(elementId, trial.Id)] = trial;
    }

    /// <summary>Null when this gateway knows of none.</summary>
    public ConfigTrial? Find(long elementId, string trialId) => _trials.GetValueOrDefault((elementId, trialId));

    public bool IsOver(ConfigTrial trial) => trial.ExpireTime <= time.GetUtcNow();

    public void Remove(long elementId, string trialId) => _trials.TryRemove((elementId, trialId), out _);
}
