namespace Flux.FlowOrchestrator.Flows;

/// <summary>Finds flows that call each other in a circle, as far as their scripts name each other literally.</summary>
internal static class FlowCycles
{
    /// <summary>The circle that is reached from a flow: its names, the first again at the end; null when there is none.</summary>
    /// <param name="root">The flow.</param>
    /// <param name="calls">Which flows each flow runs.</param>
    public static IReadOnlyList<string>? Find(string root, IReadOnlyDictionary<string, IReadOnlyList<string>> calls)
    {
        var path = new List<string>();
        var clean = new HashSet<string>();
        return Visit(root, calls, path, clean);
    }

    private static IReadOnlyList<string>? Visit(string flow, IReadOnlyDictionary<string, IReadOnlyList<string>> calls, List<string> path, HashSet<string> clean)
    {
        if (clean.Contains(flow))
            return null;
        var before = path.IndexOf(flow);
        path.Add(flow);
        if (before >= 0)
            return path[before..];
        foreach (var called in calls.GetValueOrDefault(flow) ?? [])
        {
            if (Visit(called, calls, path, clean) is { } circle)
                return circle;
        }
        path.RemoveAt(path.Count - 1);
        clean.Add(flow);
        return null;
    }
}
