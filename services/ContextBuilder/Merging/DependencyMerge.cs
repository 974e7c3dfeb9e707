using System.Text.Json.Nodes;
using Flux.ContextBuilder.Documents;
using Flux.Contracts.Context.V1;

namespace Flux.ContextBuilder.Merging;

/// <summary>
/// What a task inherits from its dependencies (semantics 5.3): a key that a branch merely inherited never beats a value that another branch wrote
/// later in the graph; removals count like values; what is left is a true conflict and goes to the last declared dependency. Finishing order and names play no part.
/// </summary>
internal static class DependencyMerge
{
    public static SortedDictionary<string, Tracked> Join(
        string task, IReadOnlyList<IReadOnlyDictionary<string, Tracked>> dependencies, TaskGraph graph, MergeMode mode, List<Conflict> conflicts)
    {
        var inherited = new SortedDictionary<string, Tracked>(StringComparer.Ordinal);
        foreach (var key in dependencies.SelectMany(context => context.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            inherited[key] = Settle(task, key, [.. dependencies.Select(context => context.GetValueOrDefault(key)).OfType<Tracked>()], graph, mode, conflicts);
        return inherited;
    }

    /// <summary>What a task leaves: its own writes and removals, and the rest as inherited.</summary>
    public static SortedDictionary<string, Tracked> Track(string task, IReadOnlyDictionary<string, Tracked> inherited, JsonObject left, List<string> changed)
    {
        var result = new SortedDictionary<string, Tracked>(StringComparer.Ordinal);
        foreach (var key in inherited.Keys.Union(left.Select(entry => entry.Key)).Order(StringComparer.Ordinal))
        {
            var exists = left.TryGetPropertyValue(key, out var value);
            var now = new Tracked(exists, value, task, task);
            if (inherited.TryGetValue(key, out var before) && before.SameValue(now))
            {
                result[key] = before;
                continue;
            }

            result[key] = now;
            changed.Add(key);
        }

        return result;
    }

    private static Tracked Settle(string task, string key, List<Tracked> candidates, TaskGraph graph, MergeMode mode, List<Conflict> conflicts)
    {
        // The same value by two ways is one candidate, at its last place.
        var distinct = candidates.AsEnumerable().Reverse().DistinctBy(candidate => (candidate.Writer, candidate.Origin)).Reverse().ToList();
        var left = distinct.Where(candidate => !distinct.Exists(other => IsOlder(candidate, other, graph))).ToList();
        // Each can be older than another in a circle, one by who settled it and one by who made it; then it counts who made it.
        if (left.Count == 0) left = distinct.Where(candidate => !distinct.Exists(other => graph.IsBefore(candidate.Origin, other.Origin))).ToList();
        if (left.Count == 1) return left[0];
        var chosen = left[^1];
        if (left.Exists(candidate => !candidate.SameValue(chosen))) conflicts.Add(new Conflict(key, left, chosen.Origin));
        // From here on the joining task vouches for the value, so a later join with one of the losers does not reopen the question.
        return chosen with { Writer = task, Value = chosen.Exists ? Combine(left, mode) : null };
    }

    private static bool IsOlder(Tracked candidate, Tracked other, TaskGraph graph) =>
        graph.IsBefore(candidate.Writer, other.Writer) || graph.IsBefore(candidate.Origin, other.Origin);

    // Starts anew after a removal: what was removed is not merged back in.
    private static JsonNode? Combine(List<Tracked> candidates, MergeMode mode)
    {
        var present = candidates.Skip(candidates.FindLastIndex(candidate => !candidate.Exists) + 1).ToList();
        return present.Skip(1).Aggregate(present[0].Value, (below, above) => ContextMerge.Values(below, above.Value, mode));
    }
}
