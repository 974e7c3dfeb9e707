using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Flows;

public sealed class SerialFlowTests
{
    [Fact]
    public async Task Run_ThreeElements_RunsTheScriptOncePerElementWithItsPositions()
    {
        await using var lab = await FlowLab.StartAsync(elements: 3);
        var seen = new List<string>();
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, script =>
        {
            seen.Add($"{script.Inputs["current"]}/{script.Inputs["last"]}");
            return Task.CompletedTask;
        })]);

        var run = await lab.RunAsync("f");

        Assert.Equal(["0/2", "1/2", "2/2"], seen);
        Assert.Equal(RunState.Completed, run.Run.State);
        Assert.Equal((3, 3, 0, 0), (run.Run.ElementCount, run.Run.CompletedCount, run.Run.FailedCount, run.Run.OtherCount));
    }

    [Fact]
    public async Task Run_TwoTasks_GoesThroughAllOfOneElementBeforeTheNext()
    {
        await using var lab = await FlowLab.StartAsync();
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli }, new() { ShortName = "b", TaskClass = TaskClass.Cli }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, async script =>
            {
                await script.RunTaskAsync("a");
                await script.RunTaskAsync("b");
            })]);

        var run = await lab.RunAsync("f");

        Assert.Equal(["a/1", "b/1", "a/2", "b/2"], run.Order);
    }

    [Fact]
    public async Task Run_ScriptOfOneElementRaises_FailsThatElementOnly()
    {
        await using var lab = await FlowLab.StartAsync(elements: 3);
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, script =>
        {
            if ((int)script.Inputs["current"]! == 1)
                FakeScript.Raise("no such thing");
            return Task.CompletedTask;
        })]);

        var run = await lab.RunAsync("f");

        Assert.Equal([WorkState.Completed, WorkState.Failed, WorkState.Completed], run.Elements.Select(e => e.State));
        Assert.Equal("no such thing", run.Elements[1].Failure.Message);
        Assert.Equal(RunState.Failed, run.Run.State);
        Assert.Null(run.Run.Failure);
    }

    [Fact]
    public async Task Run_UnknownTask_RaisesLookupError()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("nowhere"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal("LookupError", run.Elements[0].Failure.Type);
        Assert.Contains("nowhere", run.Elements[0].Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FailedTaskThenOkStatus_FailsTheElementAndTellsTheScript()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Scripts.Add("boom", _ => FakeScript.Raise("boom"));
        JsonObject? answer = null;
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "boom" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, async script => answer = await script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal("ERROR", (string?)answer!["status"]);
        Assert.Equal("boom", (string?)answer["steps"]!["management_script"]!["error"]!["message"]);
        Assert.Equal(WorkState.Failed, run.Elements[0].State);
    }

    [Fact]
    public async Task Run_ElementDeletedMeanwhile_FailsThatElementOnly()
    {
        await using var lab = await FlowLab.StartAsync(elements: 3);
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, async script =>
            {
                // While the first is at work, the second goes.
                lab.Contexts.Deleted.Add(2);
                await script.RunTaskAsync("a");
            })]);

        var run = await lab.RunAsync("f");

        Assert.Equal([WorkState.Completed, WorkState.Failed, WorkState.Completed], run.Elements.Select(e => e.State));
        Assert.Equal("NOT_FOUND", run.Elements[1].Failure.Reason);
    }
}
