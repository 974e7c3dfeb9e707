using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>How many elements of each group are being worked on; used by one thread.</summary>
internal sealed class GroupRoom(IReadOnlyDictionary<string, int> limits)
{
    private readonly Dictionary<string, int> _taken = [];

    /// <summary>Takes room in every limited group of an element, or in none.</summary>
    public bool TryEnter(RunElement element)
    {
        if (limits.Count == 0)
            return true;
        var groups = element.Groups.Where(limits.ContainsKey).ToList();
        if (groups.Any(g => _taken.GetValueOrDefault(g) >= limits[g]))
            return false;
        foreach (var group in groups)
            _taken[group] = _taken.GetValueOrDefault(group) + 1;
        return true;
    }

    /// <summary>Gives the room back.</summary>
    public void Leave(RunElement element)
    {
        foreach (var group in element.Groups.Where(limits.ContainsKey))
            _taken[group]--;
    }
}
