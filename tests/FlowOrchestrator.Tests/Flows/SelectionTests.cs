using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Flows;

public sealed class SelectionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(10_000)]
    public async Task Run_NSelected_GivesNResults(int count)
    {
        await using var lab = await FlowLab.StartAsync(count);
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli }],
            flows: [lab.NewFlow("f", ExecutionMode.Parallel, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal(count, run.Elements.Count);
        Assert.Equal(Enumerable.Range(0, count), run.Elements.Select(e => e.Index));
        Assert.All(run.Elements, e => Assert.Equal(WorkState.Completed, e.State));
        Assert.Equal((RunState.Completed, count, count), (run.Run.State, run.Run.ElementCount, run.Run.CompletedCount));
        Assert.Equal(count == 0, run.Log.Any(l => l.Contains("no element is selected", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_PreExecutionOrdersAndFilters_RunsWhatItLeft()
    {
        await using var lab = await FlowLab.StartAsync(elements: 4);
        var flow = Tasks(lab);
        flow.PreExecutionScript = lab.Scripts.Add("order elements", script =>
        {
            Assert.Equal(["r1", "r2", "r3", "r4"], script.Inputs["elements"]!.AsArray().Select(e => (string?)e!["context"]!["element"]!["name"]));
            return new JsonObject { ["elements"] = new JsonArray(4, 2, 1) };
        });
        await lab.ApplyAsync(flows: [flow]);

        var run = await lab.RunAsync("f");

        Assert.Equal(["a/4", "a/2", "a/1"], run.Order);
        Assert.Equal(["r4", "r2", "r1"], run.Elements.Select(e => e.ElementName));
        Assert.Equal(3, run.Run.ElementCount);
    }

    [Fact]
    public async Task Run_PreExecutionFiltersAllOut_CompletesWithoutWork()
    {
        await using var lab = await FlowLab.StartAsync();
        var flow = Tasks(lab);
        flow.PreExecutionScript = lab.Scripts.Add("none", _ => new JsonObject { ["elements"] = new JsonArray() });
        await lab.ApplyAsync(flows: [flow]);

        var run = await lab.RunAsync("f");

        Assert.Equal((RunState.Completed, 0), (run.Run.State, run.Run.ElementCount));
        Assert.Empty(run.Elements);
    }

    [Fact]
    public async Task Run_PreExecutionRaises_FailsTheRunAndGivesEveryElementItsResult()
    {
        await using var lab = await FlowLab.StartAsync(elements: 3);
        var flow = Tasks(lab);
        flow.PreExecutionScript = lab.Scripts.Add("raise", _ => FakeScript.Raise("no order"));
        await lab.ApplyAsync(flows: [flow]);

        var run = await lab.RunAsync("f");

        Assert.Equal((RunState.Failed, "no order"), (run.Run.State, run.Run.Failure.Message));
        Assert.Equal(3, run.Elements.Count);
        Assert.All(run.Elements, e => Assert.Equal((WorkState.Cancelled, "no order"), (e.State, e.Failure.Message)));
    }

    [Fact]
    public async Task Run_UnknownGroup_FailsTheRun()
    {
        await using var lab = await FlowLab.StartAsync();
        await lab.ApplyAsync(flows: [Tasks(lab)]);

        var run = await lab.RunAsync("f", request => request.Selection = new ElementFilter { Groups = { "nowhere" } });

        Assert.Equal((RunState.Failed, "NOT_FOUND"), (run.Run.State, run.Run.Failure.Reason));
    }

    [Fact]
    public async Task Run_OtherSelectionAndMode_ReplaceTheFlowsOwn()
    {
        await using var lab = await FlowLab.StartAsync(elements: 3);
        await lab.ApplyAsync(tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli }], flows: [new()
        {
            ShortName = "f",
            Mode = ExecutionMode.Serial,
            Selection = new ElementFilter { Groups = { "all" } },
            Tasks = { new FlowTask { Task = "a" } },
        }]);

        var run = await lab.RunAsync("f", request =>
        {
            request.Mode = ExecutionMode.Parallel;
            request.Selection = new ElementFilter { Names = { "r2", "r9" } };
        });

        Assert.Equal((ExecutionMode.Parallel, "a/2"), (run.Run.Mode, run.Order.Single()));
        Assert.Contains(run.Log, line => line.Contains("r9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_EmptySelection_SelectsNone()
    {
        await using var lab = await FlowLab.StartAsync();
        var flow = Tasks(lab);
        flow.Selection = null;
        await lab.ApplyAsync(flows: [flow]);

        var run = await lab.RunAsync("f");

        Assert.Equal((RunState.Completed, 0), (run.Run.State, run.Run.ElementCount));
    }

    private static Flow Tasks(FlowLab lab)
    {
        lab.ApplyAsync(tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli }]).GetAwaiter().GetResult();
        return lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"));
    }
}
