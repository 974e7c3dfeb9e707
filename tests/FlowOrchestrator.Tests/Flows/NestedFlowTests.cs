using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Flows;

/// <summary>The four parent and child combinations (research of FLUX, 8.3): F1 runs A, B, then F2, then F; F2 runs C, D; two elements.</summary>
public sealed class NestedFlowTests
{
    [Theory]
    [InlineData(ExecutionMode.Serial, ExecutionMode.Serial, false, "a/1 b/1 c/1 d/1 f/1 a/2 b/2 c/2 d/2 f/2")]
    [InlineData(ExecutionMode.Serial, ExecutionMode.Serial, true, "a/1 b/1 c/1 d/1 c/2 d/2 f/1 a/2 b/2 c/1 d/1 c/2 d/2 f/2")]
    [InlineData(ExecutionMode.Serial, ExecutionMode.Parallel, true, "a/1 b/1 c/1|c/2 d/1|d/2 f/1 a/2 b/2 c/1|c/2 d/1|d/2 f/2")]
    [InlineData(ExecutionMode.Parallel, ExecutionMode.Serial, false, "a/1|a/2 b/1|b/2 c/1 d/1 c/2 d/2 f/1|f/2")]
    [InlineData(ExecutionMode.Parallel, ExecutionMode.Parallel, false, "a/1|a/2 b/1|b/2 c/1|c/2 d/1|d/2 f/1|f/2")]
    public async Task Run_ParentAndChild_FollowTheOrderOfTheirModes(ExecutionMode parent, ExecutionMode child, bool all, string expected)
    {
        await using var lab = await FlowLab.StartAsync(elements: 2);
        var order = new List<string>();
        await lab.ApplyAsync(
            tasks: [.. "abcdf".Select(name => NotingTask(lab, name.ToString(), order))],
            flows:
            [
                lab.NewFlow("f2", child, async script =>
                {
                    await script.RunTaskAsync("c");
                    await script.RunTaskAsync("d");
                }),
                lab.NewFlow("f1", parent, async script =>
                {
                    await script.RunTaskAsync("a");
                    await script.RunTaskAsync("b");
                    var answer = await script.RunFlowAsync("f2", all ? [1, 2] : null);
                    Assert.Equal("OK", (string?)answer["status"]);
                    await script.RunTaskAsync("f");
                }),
            ]);

        var run = await lab.RunAsync("f1");

        Assert.Equal(RunState.Completed, run.Run.State);
        Assert.Equal(Sorted(expected), Sorted(string.Join(' ', Group(order, expected))));
    }

    [Fact]
    public async Task Run_Child_IsARunOfItsOwnUnderItsParent()
    {
        await using var lab = await FlowLab.StartAsync(elements: 2);
        string? childId = null;
        await lab.ApplyAsync(flows:
        [
            lab.NewFlow("child", ExecutionMode.Serial, _ => Task.CompletedTask),
            lab.NewFlow("parent", ExecutionMode.Parallel, async script => childId = (string?)(await script.RunFlowAsync("child"))["run_id"]),
        ]);

        var run = await lab.RunAsync("parent");

        var child = await lab.WatchAsync(childId!);
        Assert.Equal((run.Run.Id, run.Run.Id, 2), (child.Run.ParentRunId, child.Run.RootRunId, child.Run.CompletedCount));
        Assert.Equal(("", run.Run.Id), (run.Run.ParentRunId, run.Run.RootRunId));
        Assert.True(string.CompareOrdinal(run.Run.Id, childId) < 0);
    }

    [Fact]
    public async Task Run_FlowCallsItself_EndsAtTheGreatestDepth()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunFlowAsync("f"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal(RunState.Failed, run.Run.State);
        Assert.Contains("more than 16 levels deep", run.Elements.Single().Failure.Message, StringComparison.Ordinal);
        var runs = await lab.Reader.ListAsync(new ListRunsRequest { PageSize = 100 }, default);
        Assert.Equal(16, runs.Runs.Count);
        Assert.All(runs.Runs, r => Assert.Equal(RunState.Failed, r.State));
    }

    [Fact]
    public async Task Run_ChildFailsOnOneElement_FailsItInTheParentToo()
    {
        await using var lab = await FlowLab.StartAsync(elements: 2);
        JsonObject? answer = null;
        await lab.ApplyAsync(flows:
        [
            lab.NewFlow("child", ExecutionMode.Serial, script =>
            {
                if ((int)script.Inputs["current"]! == 1)
                    FakeScript.Raise("bad element");
                return Task.CompletedTask;
            }),
            lab.NewFlow("parent", ExecutionMode.Parallel, async script => answer = await script.RunFlowAsync("child")),
        ]);

        var run = await lab.RunAsync("parent");

        Assert.Equal("ERROR", (string?)answer!["status"]);
        Assert.Equal(("OK", "ERROR"), ((string?)answer["elements"]!["1"]!["status"], (string?)answer["elements"]!["2"]!["status"]));
        Assert.Equal([WorkState.Completed, WorkState.Failed], run.Elements.Select(e => e.State));
        Assert.Equal("bad element", run.Elements[1].Failure.Message);
    }

    [Fact]
    public async Task Run_SerialChild_SeesTheParentsElements()
    {
        await using var lab = await FlowLab.StartAsync(elements: 3);
        var seen = new List<string>();
        var child = lab.NewFlow("child", ExecutionMode.Serial, script =>
        {
            seen.Add(string.Join(',', script.Inputs["elements"]!.AsArray().Select(e => e!["id"])));
            return Task.CompletedTask;
        });
        var body = child.ExecutionScript;
        child.ExecutionScript = lab.Scripts.Add("elements", script => lab.Scripts.Body(body)(script));
        var root = new List<bool>();
        await lab.ApplyAsync(flows:
        [
            child,
            lab.NewFlow("parent", ExecutionMode.Serial, async script =>
            {
                root.Add(script.Inputs["elements"] is null);
                await script.RunFlowAsync("child");
            }),
        ]);

        await lab.RunAsync("parent");

        Assert.Equal(["1,2,3", "1,2,3", "1,2,3"], seen);
        Assert.Equal([true, true, true], root);
    }

    [Fact]
    public async Task RunFlow_ElementThatIsGone_FailsThereWithTheReasonAndTheOthersRun()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Contexts.Deleted.Add(99);
        JsonObject answer = [];
        await lab.ApplyAsync(
            tasks: [NotingTask(lab, "c", [])],
            flows:
            [
                lab.NewFlow("child", ExecutionMode.Serial, script => script.RunTaskAsync("c")),
                lab.NewFlow("parent", ExecutionMode.Serial, async script => answer = await script.RunFlowAsync("child", [1, 99])),
            ]);

        var run = await lab.RunAsync("parent");

        Assert.Equal(("ERROR", "OK", "NOT_FOUND"), ((string?)answer["status"], (string?)answer["elements"]!["1"]!["status"], (string?)answer["elements"]!["99"]!["error"]!["reason"]));
        Assert.Contains(run.Log, line => line.StartsWith("nested flow 'child' ended FAILED as run ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"id": "facts"}""", "id must be a whole number, not \"facts\"; a name is given as short_name=")]
    [InlineData("""{"id": 1e30}""", "id must be a whole number, not 1e30")]
    [InlineData("""{"short_name": "child", "elements": ["1"]}""", "an item of elements must be a whole number, not \"1\"")]
    [InlineData("""{"short_name": "child", "elements": 1}""", "elements must be a list of ids, or of items of elements, not 1")]
    [InlineData("""{"short_name": "child", "retry_delay": "1"}""", "retry_delay must be a number of seconds, not \"1\"")]
    public async Task RunFlow_WrongArgument_IsNamedToTheScript(string arguments, string expected)
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        await lab.ApplyAsync(flows: [lab.NewFlow("parent", ExecutionMode.Serial, script => script.CallAsync("run_flow", JsonNode.Parse(arguments)!.AsObject()))]);

        var run = await lab.RunAsync("parent");

        Assert.Equal(expected, run.Elements.Single().Failure.Message);
    }

    private static TaskDefinition NotingTask(FlowLab lab, string name, List<string> order)
    {
        var script = lab.Scripts.Add($"note {name}", s =>
        {
            lock (order)
                order.Add($"{name}/{s.Context["element"]!["id"]}");
            return [];
        });
        return new TaskDefinition { ShortName = name, TaskClass = TaskClass.Cli, ManagementScript = script };
    }

    // "c/1|c/2" stands for two at once, in any order.
    private static IEnumerable<string> Group(List<string> order, string expected)
    {
        var taken = 0;
        foreach (var group in expected.Split(' '))
        {
            var size = group.Split('|').Length;
            yield return string.Join('|', order.Skip(taken).Take(size));
            taken += size;
        }
    }

    private static string Sorted(string order) => string.Join(' ', order.Split(' ').Select(g => string.Join('|', g.Split('|').Order())));
}
