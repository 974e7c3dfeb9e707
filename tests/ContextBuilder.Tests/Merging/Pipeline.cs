using Flux.ContextBuilder.Documents;
using Flux.ContextBuilder.Merging;
using Flux.Contracts.Context.V1;

namespace Flux.ContextBuilder.Tests.Merging;

/// <summary>Runs a small pipeline through the merge rules.</summary>
internal sealed class Pipeline(string initial = "{}", MergeMode mode = MergeMode.Shallow)
{
    private readonly Dictionary<string, IReadOnlyList<string>> graph = [];
    private readonly Dictionary<string, SortedDictionary<string, Tracked>> left = [];

    public List<Conflict> Conflicts { get; } = [];

    /// <summary>The keys that each task changed; removing a key that is gone already changes nothing.</summary>
    public Dictionary<string, List<string>> Changed { get; } = [];

    /// <summary>Who made the value of a key that a task leaves to those after it; "" for the initial context.</summary>
    public string Origin(string task, string key) => left[task][key].Origin;

    /// <summary>What a task inherits.</summary>
    public SortedDictionary<string, Tracked> Inherit(string task, params string[] dependencies)
    {
        if (dependencies.Length == 0) return DependencyMerge.Track(TaskGraph.Initial, new Dictionary<string, Tracked>(), ContextObjects.Parse(initial), []);
        graph[task] = dependencies;
        return DependencyMerge.Join(task, [.. dependencies.Select(dependency => left[dependency])], TaskGraph.Create(graph, out _)!, mode, Conflicts);
    }

    /// <summary>Runs a task that writes these keys; null removes one, "" writes nothing.</summary>
    public Pipeline Run(string task, string writes, params string[] dependencies)
    {
        graph[task] = dependencies;
        var inherited = Inherit(task, dependencies);
        var context = ContextObjects.Parse(Text(inherited));
        foreach (var write in writes.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = (write[..write.IndexOf('=')], write[(write.IndexOf('=') + 1)..]);
            if (value == "removed") context.Remove(key);
            else context[key] = System.Text.Json.Nodes.JsonNode.Parse(value);
        }

        left[task] = DependencyMerge.Track(task, inherited, context, Changed[task] = []);
        return this;
    }

    public string Join(params string[] dependencies) => Text(Inherit("join", dependencies));

    public static string Text(SortedDictionary<string, Tracked> context) =>
        $"{{{string.Join(',', context.Where(entry => entry.Value.Exists).Select(entry => $"\"{entry.Key}\":{ContextObjects.Write(entry.Value.Value)}"))}}}";
}
