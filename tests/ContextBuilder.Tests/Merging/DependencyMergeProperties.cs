using FsCheck;
using FsCheck.Fluent;

namespace Flux.ContextBuilder.Tests.Merging;

/// <summary>Random graphs: no task receives a value that is older than what another of its dependencies offers, and the result depends on graph and writes only.</summary>
public sealed class DependencyMergeProperties
{
    private static readonly string[] Keys = ["a", "b", "c"];

    /// <summary>Tasks in topological order: dependencies by index, and what each does with each key (0 nothing, 1 write, 2 remove).</summary>
    private static readonly Gen<(int[] Dependencies, int[] Actions)[]> Graph =
        from count in Gen.Choose(2, 9)
        from tasks in Gen.CollectToArray(Enumerable.Range(0, count).Select(i =>
            from dependencies in Gen.SubListOf(Enumerable.Range(0, i).ToArray())
            from shuffled in Gen.Shuffle(dependencies.ToArray())
            from actions in Gen.Frequency((6, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(2))).ArrayOf(Keys.Length)
            select (shuffled.Take(3).ToArray(), actions)).ToArray())
        select tasks;

    [Fact]
    public void Join_RandomGraph_NeverReceivesAStaleValue() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Graph.ToArbitrary(), tasks => Stale(tasks, i => $"t{i:D2}") is null));

    [Fact]
    public void Join_OtherNames_GiveTheSameValues() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Graph.ToArbitrary(), tasks => Values(tasks, i => $"t{i:D2}").SequenceEqual(Values(tasks, i => $"t{99 - i:D2}"))));

    // Every value is the index of its writer, so the test can tell whose it is.
    private static IEnumerable<string> Values((int[] Dependencies, int[] Actions)[] tasks, Func<int, string> name)
    {
        var pipeline = Run(tasks, name);
        return tasks.Select((task, i) => Pipeline.Text(pipeline.Inherit(name(i), [.. task.Dependencies.Select(name)])));
    }

    private static string? Stale((int[] Dependencies, int[] Actions)[] tasks, Func<int, string> name)
    {
        var pipeline = Run(tasks, name);
        var ancestors = new List<HashSet<int>>();
        foreach (var task in tasks) ancestors.Add([.. task.Dependencies, .. task.Dependencies.SelectMany(dependency => ancestors[dependency])]);
        var numbers = Enumerable.Range(0, tasks.Length).ToDictionary(name);
        bool IsBefore(string earlier, string later) => earlier.Length == 0 ? later.Length > 0 : later.Length > 0 && ancestors[numbers[later]].Contains(numbers[earlier]);
        for (var i = 0; i < tasks.Length; i++)
        {
            if (pipeline.Changed[name(i)].Find(key => pipeline.Origin(name(i), key) != name(i)) is { } lost) return $"{name(i)}.{lost}: not its own";
            if (tasks[i].Dependencies.Length == 0) continue;
            var inherited = pipeline.Inherit(name(i), [.. tasks[i].Dependencies.Select(name)]);
            foreach (var key in Keys)
            {
                var writers = ancestors[i].Where(ancestor => pipeline.Changed[name(ancestor)].Contains(key)).Select(name).ToList();
                var offered = tasks[i].Dependencies.Select(dependency => pipeline.Origin(name(dependency), key)).ToList();
                var origin = inherited[key].Origin;
                if (writers.Count == 0 ? origin.Length > 0 : !writers.Contains(origin)) return $"{name(i)}.{key}: {origin}";
                if (!offered.Contains(origin) || offered.Exists(other => IsBefore(origin, other))) return $"{name(i)}.{key}: {origin}";
            }
        }

        return null;
    }

    private static Pipeline Run((int[] Dependencies, int[] Actions)[] tasks, Func<int, string> name)
    {
        var pipeline = new Pipeline("""{"a":-1,"b":-1,"c":-1}""");
        for (var i = 0; i < tasks.Length; i++)
        {
            var writes = tasks[i].Actions.Select((action, k) => action switch { 1 => $"{Keys[k]}={i}", 2 => $"{Keys[k]}=removed", _ => "" });
            pipeline.Run(name(i), string.Join(';', writes), [.. tasks[i].Dependencies.Select(name)]);
        }

        return pipeline;
    }
}
