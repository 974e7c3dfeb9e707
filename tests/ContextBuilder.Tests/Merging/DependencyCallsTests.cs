using Flux.ContextBuilder.Merging;
using Flux.Contracts.Context.V1;
using Flux.Hosting;

namespace Flux.ContextBuilder.Tests.Merging;

public sealed class DependencyCallsTests
{
    [Fact]
    public void MergeAndTrack_Diamond_TravelsThroughMessages()
    {
        var initial = Track("", null, """{"k":0,"n":9007199254740993}""").Context;
        var (a, b) = (Track("a", initial, """{"k":1.0,"n":9007199254740993}"""), Track("b", initial, """{"k":0,"n":9007199254740993}"""));
        Assert.Equal(["k"], a.ChangedKeys);
        Assert.Empty(b.ChangedKeys);
        var merged = DependencyCalls.Merge(new MergeDependenciesRequest
        {
            Task = "join", Dependencies = { new Dependency { Task = "a", Context = a.Context }, new Dependency { Task = "b", Context = b.Context } },
        });
        Assert.Equal("""{"k":1.0,"n":9007199254740993}""", merged.ContextJson);
        Assert.Equal(["a", ""], merged.Inherited.Values.Select(value => value.Writer));
        Assert.Empty(merged.Conflicts);
        Assert.Equal("", Track("join", merged.Inherited, """{"n":1}""").Context.Values[0].ValueJson);
    }

    [Fact]
    public void Merge_BadRequest_NamesAll()
    {
        var error = Assert.Throws<FluxException>(() => DependencyCalls.Merge(new MergeDependenciesRequest
        {
            Task = "x", Dependencies = { new Dependency { Task = "a", Context = new TrackedContext { Values = { new TrackedValue { Key = "k", ValueJson = "NaN" } } } } },
            Graph = { new TaskNode { Task = "a", Dependencies = { "b" } }, new TaskNode { Task = "b", Dependencies = { "a" } } },
        }));
        Assert.Contains("graph: has a circle", error.Message, StringComparison.Ordinal);
        Assert.Contains("dependencies[0].context.values[0].value_json", error.Message, StringComparison.Ordinal);
    }

    private static TrackChangesResponse Track(string task, TrackedContext? inherited, string json) =>
        DependencyCalls.Track(new TrackChangesRequest { Task = task, Inherited = inherited, ContextJson = json });
}
