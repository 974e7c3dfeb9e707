using System.Collections.Concurrent;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Tasks;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Tests.Flows;

/// <summary>Limits that a flow declares: elements of a group at once, failed elements, time, tries.</summary>
public sealed class FlowLimitsTests
{
    [Fact]
    public async Task Run_GroupConcurrency_HoldsInEveryGroupAndStarvesNone()
    {
        await using var lab = await FlowLab.StartAsync(elements: 12);
        for (var i = 0; i < 12; i++)
            lab.Inventory.Elements[i] = new ElementRef(i + 1, $"r{i + 1}") { Groups = i < 8 ? ["all", "slow"] : ["all"] };
        var now = new ConcurrentDictionary<bool, int>();
        var most = new ConcurrentDictionary<bool, int>();
        var fast = new CountdownEvent(4);
        lab.Devices.Answer = async (id, command, ct) =>
        {
            var slow = id <= 8;
            var current = now.AddOrUpdate(slow, 1, (_, n) => n + 1);
            most.AddOrUpdate(slow, current, (_, n) => Math.Max(n, current));
            // A slow one waits until every fast one has had its turn: with the fast ones behind the slow ones this would never end.
            if (slow)
                await Task.Run(() => fast.Wait(ct), ct);
            else
                fast.Signal();
            now.AddOrUpdate(slow, 0, (_, n) => n - 1);
            return new CommandResult { Command = command };
        };
        var flow = Steps("f", ExecutionMode.Parallel);
        flow.MaxConcurrency = 6;
        flow.GroupConcurrency["slow"] = 2;
        await ApplyAsync(lab, flow);

        var run = await lab.RunAsync("f");

        Assert.Equal(12, run.Run.CompletedCount);
        // How many really meet is a matter of time; never more than two.
        Assert.InRange(most[true], 1, 2);
    }

    [Theory]
    [InlineData(ExecutionMode.Serial, 0, 4, 4, 0)]
    [InlineData(ExecutionMode.Serial, 1, 2, 1, 5)]
    [InlineData(ExecutionMode.Serial, 2, 1, 2, 5)]
    [InlineData(ExecutionMode.Parallel, 2, 1, 2, 5)]
    public async Task Run_MaxFailedElements_StopsBeginningOthers(ExecutionMode mode, int limit, int completed, int failed, int skipped)
    {
        await using var lab = await FlowLab.StartAsync(elements: 8);
        foreach (var id in (long[])[1, 3, 5, 7])
            lab.Devices.Unreachable[limit == 1 ? id + 2 : id] = FakeInventory.Missing("device");
        var flow = Steps("f", mode);
        flow.MaxConcurrency = 1;
        flow.MaxFailedElements = limit;
        await ApplyAsync(lab, flow);

        var run = await lab.RunAsync("f");

        Assert.Equal(RunState.Failed, run.Run.State);
        Assert.Equal((8, completed, failed, skipped), (run.Elements.Count, run.Run.CompletedCount, run.Run.FailedCount, run.Run.OtherCount));
        Assert.All(run.Elements.Where(e => e.State == WorkState.Skipped), e => Assert.Equal("TOO_MANY_FAILURES", e.Failure.Reason));
    }

    [Fact]
    public async Task Run_Timeout_EndsTheRunWithTheReasonOnEveryElement()
    {
        await using var lab = await FlowLab.StartAsync(elements: 2);
        lab.Devices.Answer = async (_, command, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return new CommandResult { Command = command };
        };
        var flow = Steps("f", ExecutionMode.Serial);
        flow.Timeout = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(50));
        await ApplyAsync(lab, flow);

        var run = await lab.RunAsync("f");

        Assert.Equal((RunState.Failed, "RUN_TIMEOUT"), (run.Run.State, run.Run.Failure.Reason));
        Assert.All(run.Elements, e => Assert.Equal("RUN_TIMEOUT", e.Failure.Reason));
        Assert.Empty(lab.Devices.Open);
    }

    [Theory]
    [InlineData(3, 0, 0, 3)]
    [InlineData(3, 2, 0, 2)]
    [InlineData(3, 2, 4, 4)]
    [InlineData(0, 0, 4, 4)]
    public async Task Run_RetriesOfTaskStepAndScript_TheNearestCounts(int task, int step, int script, int expected)
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Scripts.Add("mgmt", _ => FakeScript.Raise("never"));
        var flow = script > 0 ? lab.NewFlow("f", ExecutionMode.Serial, s => s.RunTaskAsync("a", script)) : Steps("f", ExecutionMode.Serial);
        if (script == 0 && step > 0)
            flow.Tasks[0].Retry = new RetryPolicy { MaxAttempts = step };
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "mgmt", Retry = task > 0 ? new RetryPolicy { MaxAttempts = task } : null }], flows: [flow]);

        Assert.Equal(expected, (await lab.RunAsync("f")).Tasks.Count);
    }

    [Theory]
    [InlineData(Backoff.Unspecified, 5, 5, 5)]
    [InlineData(Backoff.Linear, 5, 10, 15)]
    [InlineData(Backoff.Exponential, 5, 10, 20)]
    public void After_Attempts_GrowsUpToTheLongest(Backoff backoff, int first, int second, int third)
    {
        var plan = RetryPlan.Of(new RetryPolicy { MaxAttempts = 9, Delay = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)), Backoff = backoff, MaxDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)) });
        Assert.Equal([first, second, third], new[] { 1, 2, 3 }.Select(n => (int)plan.After(n).TotalSeconds));
        Assert.InRange(plan.After(1000).TotalSeconds, 5, 30);
    }

    [Fact]
    public async Task Apply_LimitsThatAreNone_AreRefusedWithTheirPath()
    {
        await using var lab = await FlowLab.StartAsync();
        var flow = Steps("f", ExecutionMode.Serial);
        flow.GroupConcurrency["g"] = 0;
        flow.MaxFailedElements = -1;
        flow.Timeout = new Duration();
        flow.Tasks[0].Retry = new RetryPolicy { MaxAttempts = -1 };

        var error = await Assert.ThrowsAsync<FluxException>(() => ApplyAsync(lab, flow));

        // The group's number, and groups in a serial flow at all; failures; time; tries.
        Assert.Equal("5", error.Metadata["violations"]);
        Assert.Contains("flows[0].group_concurrency[g]", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunFlow_ValidateOnlyWithACircleOfFlows_NamesIt()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        foreach (var (name, next) in (IEnumerable<(string, string)>)[("a", "b"), ("b", "c"), ("c", "b")])
        {
            var script = lab.Scripts.Add($"run_flow(short_name='{next}')", _ => []);
            await lab.ApplyAsync(flows: [new() { ShortName = name, Mode = ExecutionMode.Serial, ExecutionScript = script, Selection = new() { Groups = { "all" } } }]);
        }

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "a", ValidateOnly = true }, default));

        Assert.Contains("b -> c -> b", error.ToString(), StringComparison.Ordinal);
    }

    private static Flow Steps(string name, ExecutionMode mode) => new() { ShortName = name, Mode = mode, Selection = new() { Groups = { "all" } }, Tasks = { new FlowTask { Task = "a" } } };

    private static Task ApplyAsync(FlowLab lab, Flow flow) => lab.ApplyAsync(
        models: [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show" }],
        tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, AutomationModel = "m" }],
        flows: [flow]);
}
