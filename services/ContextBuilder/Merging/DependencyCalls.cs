using System.Text.Json.Nodes;
using Flux.ContextBuilder.Documents;
using Flux.Contracts.Context.V1;
using Flux.Hosting;

namespace Flux.ContextBuilder.Merging;

/// <summary>Checks and maps the calls about dependencies.</summary>
internal static class DependencyCalls
{
    public static MergeDependenciesResponse Merge(MergeDependenciesRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Task.Length > 0, "task", "must not be empty.");
        violations.Require(request.Dependencies.Count > 0, "dependencies", "must not be empty; a task without dependencies gets the initial context.");
        violations.Require(Enum.IsDefined(request.Mode), "mode", "is no way to merge: shallow, deep or concat.");
        var graph = ReadGraph(request, violations);
        var contexts = request.Dependencies.Select((dependency, i) => Read(dependency.Context, $"dependencies[{i}].context", violations)).ToList();
        violations.ThrowIfAny();
        var conflicts = new List<Conflict>();
        var inherited = DependencyMerge.Join(request.Task, contexts, graph!, request.Mode, conflicts);
        return new MergeDependenciesResponse
        {
            Inherited = Show(inherited),
            ContextJson = ContextObjects.Store(Plain(inherited), $"of task {request.Task}").GetRawText(),
            Conflicts =
            {
                conflicts.Select(conflict => new ContextConflict
                {
                    Key = conflict.Key, ChosenOrigin = conflict.ChosenOrigin, Candidates = { conflict.Candidates.Select(candidate => Show(conflict.Key, candidate)) },
                }),
            },
        };
    }

    public static TrackChangesResponse Track(TrackChangesRequest request)
    {
        var violations = new Violations();
        var inherited = Read(request.Inherited, "inherited", violations);
        var left = ContextObjects.Read(request.ContextJson, "context_json", violations);
        violations.ThrowIfAny();
        var changed = new List<string>();
        var context = DependencyMerge.Track(request.Task, inherited, left!, changed);
        return new TrackChangesResponse { Context = Show(context), ChangedKeys = { changed } };
    }

    private static TaskGraph? ReadGraph(MergeDependenciesRequest request, Violations violations)
    {
        var dependencies = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        for (var i = 0; i < request.Graph.Count; i++)
            violations.Require(dependencies.TryAdd(request.Graph[i].Task, request.Graph[i].Dependencies), $"graph[{i}].task", $"names task '{request.Graph[i].Task}' a second time.");
        dependencies[request.Task] = [.. request.Dependencies.Select(dependency => dependency.Task)];
        var graph = TaskGraph.Create(dependencies, out var circle);
        violations.Require(graph is not null, "graph", $"has a circle through task '{circle}'.");
        return graph;
    }

    private static SortedDictionary<string, Tracked> Read(TrackedContext? context, string path, Violations violations)
    {
        var result = new SortedDictionary<string, Tracked>(StringComparer.Ordinal);
        var values = context?.Values ?? [];
        for (var i = 0; i < values.Count; i++)
        {
            var exists = values[i].ValueJson.Length > 0;
            JsonNode? value = null;
            if (exists) ContextObjects.TryRead(values[i].ValueJson, $"{path}.values[{i}].value_json", violations, out value);
            violations.Require(
                result.TryAdd(values[i].Key, new Tracked(exists, value, values[i].Writer, values[i].Origin)), $"{path}.values[{i}].key", $"'{values[i].Key}' is there twice.");
        }

        return result;
    }

    private static JsonObject Plain(SortedDictionary<string, Tracked> context)
    {
        var result = ContextObjects.Parse("{}");
        foreach (var (key, tracked) in context.Where(entry => entry.Value.Exists)) result[key] = tracked.Value?.DeepClone();
        return result;
    }

    private static TrackedContext Show(SortedDictionary<string, Tracked> context) => new() { Values = { context.Select(entry => Show(entry.Key, entry.Value)) } };

    private static TrackedValue Show(string key, Tracked tracked) => new()
    {
        Key = key, ValueJson = tracked.Exists ? ContextObjects.Write(tracked.Value) : "", Writer = tracked.Writer, Origin = tracked.Origin,
    };
}
