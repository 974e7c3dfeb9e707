using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Tests.Runs;

public sealed class RerunTests
{
    [Fact]
    public async Task Rerun_FromStart_RunsTheSameSelectionWithTheOldDefinitions()
    {
        await using var lab = await LabAsync();
        var old = await lab.RunAsync("f", r => r.Selection = new() { Names = { "r2", "r3" } });
        await lab.ApplyAsync(flows: [new() { ShortName = "f", Mode = ExecutionMode.Serial, Selection = new() { Groups = { "all" } }, Tasks = { new FlowTask { Task = "b" } } }]);

        var same = await RerunAsync(lab, new RerunFlowRequest { RunId = old.Run.Id });
        var current = await RerunAsync(lab, new RerunFlowRequest { RunId = old.Run.Id, CurrentDefinitions = true });

        Assert.Equal(old.Run.Id, same.Run.RerunOf);
        Assert.Equal(["a/2", "b/2", "a/3", "b/3"], same.Order);
        Assert.Equal(["b/2", "b/3"], current.Order);
    }

    [Fact]
    public async Task Rerun_FailedElements_TakesOnlyThoseInTheirOrder()
    {
        await using var lab = await LabAsync(failing: [2, 5]);
        var old = await lab.RunAsync("f");

        var again = await RerunAsync(lab, new RerunFlowRequest { RunId = old.Run.Id, Scope = RerunScope.FailedElements });

        Assert.Equal(["a/2", "a/5"], again.Order);
        Assert.Equal((2, 2), (again.Run.ElementCount, again.Run.FailedCount));
    }

    [Fact]
    public async Task Rerun_FromStep_LeavesEarlierStepsOut()
    {
        await using var lab = await LabAsync(failing: [2]);
        var old = await lab.RunAsync("f");

        var again = await RerunAsync(lab, new RerunFlowRequest { RunId = old.Run.Id, Scope = RerunScope.FromStep, FromStep = 1 });

        Assert.Equal(["b/2"], again.Order);
        Assert.Equal(RunState.Completed, again.Run.State);
    }

    [Fact]
    public async Task Rerun_ManyFailedElements_KeepsTheRunDocumentSmall()
    {
        await using var lab = await LabAsync(elements: 120, failing: Enumerable.Range(1, 120));
        var old = await lab.RunAsync("f");

        var again = await RerunAsync(lab, new RerunFlowRequest { RunId = old.Run.Id, Scope = RerunScope.FailedElements });

        Assert.Equal(old.Elements.Select(e => e.ElementId), again.Elements.Select(e => e.ElementId));
        var stored = await lab.Reader.GetAsync(again.Run.Id, default);
        Assert.Empty(stored.ElementIds!);
    }

    [Theory]
    [InlineData(ExecutionMode.Serial, "")]
    [InlineData(ExecutionMode.Parallel, "")]
    [InlineData(ExecutionMode.Serial, "order(elements)")]
    public async Task Rerun_ElementWasDeletedMeanwhile_HasItsResultAndTheOthersRun(ExecutionMode mode, string preExecution)
    {
        await using var lab = await LabAsync(failing: [2, 3, 5]);
        if (preExecution.Length > 0)
            lab.Scripts.Add(preExecution, script => new JsonObject { ["elements"] = new JsonArray([.. script.Inputs["elements"]!.AsArray().Select(e => e!["id"]!.DeepClone())]) });
        await lab.ApplyAsync(flows: [new() { ShortName = "f", Mode = mode, Selection = new() { Groups = { "all" } }, PreExecutionScript = preExecution, Tasks = { new FlowTask { Task = "a" } } }]);
        var old = await lab.RunAsync("f");
        lab.Inventory.Elements.RemoveAll(e => e.Id == 3);
        lab.Contexts.Deleted.Add(3);

        var again = await RerunAsync(lab, new RerunFlowRequest { RunId = old.Run.Id, Scope = RerunScope.FailedElements });

        Assert.Equal(["a/2", "a/5"], again.Order.Order());
        Assert.Equal([(2, "SCRIPT_EXCEPTION"), (3, "NOT_FOUND"), (5, "SCRIPT_EXCEPTION")], again.Elements.Select(e => (e.ElementId, e.Failure.Reason)));
        Assert.Equal((RunState.Failed, 3, 3), (again.Run.State, again.Run.ElementCount, again.Run.FailedCount));
    }

    [Fact]
    public async Task Rerun_SameRequest_IsTheSameRun()
    {
        await using var lab = await LabAsync();
        var old = await lab.RunAsync("f");
        var request = new RerunFlowRequest { RunId = old.Run.Id, RequestId = "once" };

        Assert.Equal((await lab.Get<RunReruns>().RerunAsync(request, default)).Id, (await lab.Get<RunReruns>().RerunAsync(request, default)).Id);
    }

    [Fact]
    public async Task Rerun_NothingFailed_IsRefused()
    {
        await using var lab = await LabAsync();
        var old = await lab.RunAsync("f");

        var error = await Assert.ThrowsAsync<FluxException>(() => RerunAsync(lab, new RerunFlowRequest { RunId = old.Run.Id, Scope = RerunScope.FailedElements }));

        Assert.Equal("NOTHING_TO_RERUN", error.Reason);
    }

    [Theory]
    [InlineData(RerunScope.FromStep, 2)]
    [InlineData(RerunScope.FromStep, -1)]
    [InlineData(RerunScope.FromStart, 1)]
    [InlineData((RerunScope)9, 0)]
    public async Task Rerun_BadStepOrScope_IsInvalid(RerunScope scope, int step)
    {
        await using var lab = await LabAsync(failing: [1]);
        var old = await lab.RunAsync("f");

        var error = await Assert.ThrowsAsync<FluxException>(() => RerunAsync(lab, new RerunFlowRequest { RunId = old.Run.Id, Scope = scope, FromStep = step }));

        Assert.Equal("INVALID_ARGUMENT", error.Reason);
    }

    /// <summary>A flow "f" of the tasks "a" and "b"; "a" fails on some elements.</summary>
    private static async Task<FlowLab> LabAsync(int elements = 5, IEnumerable<int>? failing = null)
    {
        var bad = (failing ?? []).Select(id => (long)id).ToHashSet();
        var lab = await FlowLab.StartAsync(elements);
        lab.Scripts.Add("a", script => bad.Contains(script.Context["element"]!["id"]!.GetValue<long>()) ? FakeScript.Raise("no") : []);
        lab.Scripts.Add("b", _ => []);
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "a" }, new() { ShortName = "b", TaskClass = TaskClass.Cli, ManagementScript = "b" }],
            flows: [new() { ShortName = "f", Mode = ExecutionMode.Serial, Selection = new() { Groups = { "all" } }, Tasks = { new FlowTask { Task = "a" }, new FlowTask { Task = "b" } } }]);
        return lab;
    }

    private static async Task<RunView> RerunAsync(FlowLab lab, RerunFlowRequest request) => await lab.WatchAsync((await lab.Get<RunReruns>().RerunAsync(request, default)).Id);
}
