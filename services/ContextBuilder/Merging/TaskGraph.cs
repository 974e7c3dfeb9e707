namespace Flux.ContextBuilder.Merging;

/// <summary>Which task comes after which. The initial context, named "", comes before every task.</summary>
internal sealed class TaskGraph
{
    /// <summary>Writer and origin of the initial context's values.</summary>
    public const string Initial = "";

    private readonly Dictionary<string, HashSet<string>> ancestors = new(StringComparer.Ordinal);

    private TaskGraph()
    {
    }

    /// <summary>Answers the graph, or null and a task on a circle.</summary>
    public static TaskGraph? Create(IReadOnlyDictionary<string, IReadOnlyList<string>> dependencies, out string circle)
    {
        var graph = new TaskGraph();
        // Kahn's algorithm: no recursion, so a long chain costs no stack.
        var open = dependencies.ToDictionary(entry => entry.Key, entry => entry.Value.Count(dependencies.ContainsKey), StringComparer.Ordinal);
        var dependants = dependencies.SelectMany(entry => entry.Value.Select(dependency => (dependency, entry.Key))).ToLookup(pair => pair.dependency, pair => pair.Key);
        var ready = new Queue<string>(open.Where(entry => entry.Value == 0).Select(entry => entry.Key));
        while (ready.TryDequeue(out var task))
        {
            var all = new HashSet<string>(StringComparer.Ordinal);
            foreach (var dependency in dependencies[task])
            {
                all.Add(dependency);
                all.UnionWith(graph.ancestors.GetValueOrDefault(dependency, []));
            }

            graph.ancestors[task] = all;
            foreach (var dependant in dependants[task])
            {
                if (--open[dependant] == 0) ready.Enqueue(dependant);
            }
        }

        circle = open.Keys.FirstOrDefault(task => !graph.ancestors.ContainsKey(task)) ?? "";
        return graph.ancestors.Count == open.Count ? graph : null;
    }

    /// <summary>Whether <paramref name="earlier"/> is a strict ancestor of <paramref name="later"/>.</summary>
    public bool IsBefore(string earlier, string later) => earlier == Initial
        ? later != Initial
        : ancestors.TryGetValue(later, out var all) && all.Contains(earlier);
}
