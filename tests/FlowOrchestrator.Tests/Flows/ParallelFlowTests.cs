using System.Text.Json.Nodes;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Flows;

public sealed class ParallelFlowTests
{
    [Fact]
    public async Task Run_TwoTasks_RunsTheScriptOnceWithABarrierAfterEachTask()
    {
        await using var lab = await TwoTasksAsync(elements: 3);
        var scripts = 0;
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Parallel, async script =>
        {
            scripts++;
            var answer = await script.RunTaskAsync("a");
            Assert.Equal(["1", "2", "3"], answer.Select(p => p.Key));
            Assert.All(answer, p => Assert.Equal("OK", (string?)p.Value!["status"]));
            await script.RunTaskAsync("b");
        })]);

        var run = await lab.RunAsync("f");

        Assert.Equal(1, scripts);
        Assert.Equal(["a", "a", "a", "b", "b", "b"], run.Tasks.Select(t => t.Task));
        Assert.All(run.Elements, e => Assert.Equal(WorkState.Completed, e.State));
    }

    [Fact]
    public async Task Run_AllElements_AreAtWorkAtTheSameTime()
    {
        await using var lab = await TwoTasksAsync(elements: 10);
        using var all = new CountdownEvent(10);
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lab.Devices.Answer = async (_, command, ct) =>
        {
            if (all.Signal())
                met.SetResult();
            await met.Task.WaitAsync(ct);
            return new CommandResult { Command = command };
        };
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Parallel, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal(10, run.Run.CompletedCount);
    }

    [Fact]
    public async Task Run_MaxConcurrency_IsNeverExceeded()
    {
        await using var lab = await TwoTasksAsync(elements: 20);
        int now = 0, most = 0;
        lab.Devices.Answer = async (_, command, _) =>
        {
            var current = Interlocked.Increment(ref now);
            lock (lab)
                most = Math.Max(most, current);
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return new CommandResult { Command = command };
        };
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Parallel, script => script.RunTaskAsync("a"), maxConcurrency: 3)]);

        var run = await lab.RunAsync("f");

        Assert.Equal(20, run.Run.CompletedCount);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Run_SomeElementsOnly_SkipsTheOthers()
    {
        await using var lab = await TwoTasksAsync(elements: 3);
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Parallel, script => script.RunTaskAsync("a", elements: [3, 1]))]);

        var run = await lab.RunAsync("f");

        Assert.Equal([WorkState.Completed, WorkState.Skipped, WorkState.Completed], run.Elements.Select(e => e.State));
        Assert.Equal((RunState.Completed, 2, 1), (run.Run.State, run.Run.CompletedCount, run.Run.OtherCount));
    }

    [Fact]
    public async Task Run_ElementOfAnotherFlow_RaisesLookupError()
    {
        await using var lab = await TwoTasksAsync(elements: 1);
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Parallel, script => script.RunTaskAsync("a", elements: [99]))]);

        var run = await lab.RunAsync("f");

        Assert.Equal("LookupError", run.Run.Failure.Type);
    }

    [Fact]
    public async Task Run_ScriptRaisesAfterATask_FailsBegunElementsAndCancelsTheOthers()
    {
        await using var lab = await TwoTasksAsync(elements: 2);
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Parallel, async script =>
        {
            await script.RunTaskAsync("a", elements: [1]);
            FakeScript.Raise("oops");
        })]);

        var run = await lab.RunAsync("f");

        Assert.Equal([WorkState.Failed, WorkState.Cancelled], run.Elements.Select(e => e.State));
        Assert.All(run.Elements, e => Assert.Equal("oops", e.Failure.Message));
        Assert.Equal((RunState.Failed, "oops"), (run.Run.State, run.Run.Failure.Message));
    }

    [Fact]
    public async Task Run_OneDeviceFails_OthersGoOn()
    {
        await using var lab = await TwoTasksAsync(elements: 3);
        lab.Devices.Unreachable[2] = new(Common.Failures.Of("UNREACHABLE", "no route"));
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Parallel, async script =>
        {
            await script.RunTaskAsync("a");
            await script.RunTaskAsync("b", elements: [1, 3]);
        })]);

        var run = await lab.RunAsync("f");

        Assert.Equal([WorkState.Completed, WorkState.Failed, WorkState.Completed], run.Elements.Select(e => e.State));
        Assert.Equal((RunState.Failed, 2, 1), (run.Run.State, run.Run.CompletedCount, run.Run.FailedCount));
    }

    [Fact]
    public async Task Run_EarlierResults_AreThoseOfTheSameElement()
    {
        await using var lab = await TwoTasksAsync(elements: 5);
        lab.Scripts.Add("proc", script => new JsonObject
        {
            ["settings"] = new JsonObject { ["seen"] = script.Context["tasks"]!["1"]!["model_commands"]!["result"]!.DeepClone(), ["me"] = script.Context["element"]!["id"]!.DeepClone() },
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "c", TaskClass = TaskClass.Cli, ProcessingScript = "proc" }],
            flows: [lab.NewFlow("f", ExecutionMode.Parallel, async script =>
            {
                await script.RunTaskAsync("a");
                await script.RunTaskAsync("c");
            })]);
        lab.Devices.Answer = (element, command, _) => Task.FromResult(new CommandResult { Command = command, Output = $"of {element}" });

        var run = await lab.RunAsync("f");

        var results = run.Tasks.Where(t => t.Task == "c").Select(t => JsonNode.Parse(t.Steps.Single(s => s.Step == "processing_script_out").ResultJson)!);
        Assert.All(results, r => Assert.Equal($"of {r["me"]}", (string?)r["seen"]));
    }

    [Fact]
    public async Task Run_ElementDeletedMeanwhile_FailsThatElementOnly()
    {
        await using var lab = await TwoTasksAsync(elements: 3);
        lab.Contexts.Deleted.Add(2);
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Parallel, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal([WorkState.Completed, WorkState.Failed, WorkState.Completed], run.Elements.Select(e => e.State));
        Assert.Equal("NOT_FOUND", run.Elements[1].Failure.Reason);
    }

    private static async Task<FlowLab> TwoTasksAsync(int elements)
    {
        var lab = await FlowLab.StartAsync(elements);
        await lab.ApplyAsync(
            [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show" }],
            [new() { ShortName = "a", TaskClass = TaskClass.Cli, AutomationModel = "m" }, new() { ShortName = "b", TaskClass = TaskClass.Cli, AutomationModel = "m" }]);
        return lab;
    }
}
