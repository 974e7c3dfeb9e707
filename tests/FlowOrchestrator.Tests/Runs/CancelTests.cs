using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Tests.Runs;

public sealed class CancelTests
{
    [Theory]
    [InlineData(ExecutionMode.Serial)]
    [InlineData(ExecutionMode.Parallel)]
    public async Task Cancel_DeviceIsBusy_StopsItAndStartsNothingElse(ExecutionMode mode)
    {
        await using var lab = await BusyLabAsync(mode, elements: 3, out var begun, maxConcurrency: 1);
        var started = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        await begun.Task;

        var run = await lab.Commands.CancelAsync(new CancelRunRequest { Id = started.Id, Reason = "maintenance is over" }, default);

        Assert.Equal(RunState.Cancelled, run.State);
        Assert.Equal("cancelled: maintenance is over", run.Failure.Message);
        var view = await lab.WatchAsync(started.Id);
        Assert.Equal(3, view.Elements.Count);
        Assert.All(view.Elements, e => Assert.Equal(WorkState.Cancelled, e.State));
        Assert.Equal(WorkState.Cancelled, view.Tasks.Single().State);
        Assert.Equal(["connect:Ok", "model_commands:Error", "finish:Ok"], RunView.Steps(view.Tasks[0]).Skip(1));
        Assert.Single(lab.Devices.Sent);
        Assert.Empty(lab.Devices.Open);
        Assert.Equal(RunState.Cancelled, view.Events[^1].Run.State);
    }

    [Fact]
    public async Task Cancel_EndedRun_IsRefused()
    {
        await using var lab = await FlowLab.StartAsync();
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, _ => Task.CompletedTask)]);
        var run = await lab.RunAsync("f");

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Commands.CancelAsync(new CancelRunRequest { Id = run.Run.Id }, default));

        Assert.Equal("RUN_HAS_ENDED", error.Reason);
    }

    [Fact]
    public async Task Cancel_RunThatWaitsForItsTurn_EndsWithoutBeginning()
    {
        await using var lab = await BusyLabAsync(ExecutionMode.Serial, elements: 1, out var begun, options: new FlowOptions { MaxRuns = 1 });
        var first = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        await begun.Task;
        var second = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);

        var cancelled = await lab.Commands.CancelAsync(new CancelRunRequest { Id = second.Id }, default);

        Assert.Equal(RunState.Cancelled, cancelled.State);
        Assert.Null(cancelled.StartTime);
        Assert.Equal(RunState.Running, (await lab.Reader.GetAsync(first.Id, default)).Run.State);
    }

    [Fact]
    public async Task Cancel_Parent_CancelsTheNestedRun()
    {
        await using var lab = await BusyLabAsync(ExecutionMode.Serial, elements: 1, out var begun);
        await lab.ApplyAsync(flows: [lab.NewFlow("parent", ExecutionMode.Serial, script => script.RunFlowAsync("f"))]);
        var parent = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "parent" }, default);
        await begun.Task;

        await lab.Commands.CancelAsync(new CancelRunRequest { Id = parent.Id }, default);

        var runs = (await lab.Reader.ListAsync(new ListRunsRequest(), default)).Runs;
        Assert.Equal(2, runs.Count);
        Assert.All(runs, r => Assert.Equal(RunState.Cancelled, r.State));
    }

    [Fact]
    public async Task Cancel_NestedRun_FailsTheElementInTheParentAndGoesOn()
    {
        await using var lab = await BusyLabAsync(ExecutionMode.Serial, elements: 1, out var begun);
        await lab.ApplyAsync(flows: [lab.NewFlow("parent", ExecutionMode.Serial, async script => Assert.Equal("ERROR", (string?)(await script.RunFlowAsync("f"))["status"]))]);
        var parent = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "parent" }, default);
        await begun.Task;
        var child = (await lab.Reader.ListAsync(new ListRunsRequest { Flow = "f" }, default)).Runs.Single();

        await lab.Commands.CancelAsync(new CancelRunRequest { Id = child.Id }, default);

        var view = await lab.WatchAsync(parent.Id);
        Assert.Equal((RunState.Failed, "CANCELLED"), (view.Run.State, view.Elements.Single().Failure.Reason));
    }

    [Fact]
    public async Task Cancel_AtEveryMomentAThousandTimes_EndsEveryElementOnce()
    {
        const int rounds = 1000;
        await using var lab = await FlowLab.StartAsync(elements: 2, new FlowOptions { MaxRuns = 100 });
        lab.Scripts.Add("work", async _ =>
        {
            await Task.Yield();
            return [];
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "work" }],
            flows: [lab.NewFlow("f", ExecutionMode.Parallel, script => script.RunTaskAsync("a")), lab.NewFlow("s", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);

        // Side by side, since each waits for the disk most of its time.
        await Parallel.ForEachAsync(Enumerable.Range(0, rounds), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (round, _) => await CancelAtAsync(lab, round));
    }

    // The moment is an event of the run, another one in each round.
    private static async Task CancelAtAsync(FlowLab lab, int round)
    {
        var started = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = round % 2 == 0 ? "f" : "s" }, default);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var told in lab.Get<FlowOrchestrator.Runs.RunWatcher>().WatchAsync(started.Id, 0, limit.Token))
        {
            if (told.Sequence == 1 + (round / 2 % 24))
                break;
        }
        try
        {
            var cancelled = await lab.Commands.CancelAsync(new CancelRunRequest { Id = started.Id }, default);
            // The answer comes when all has stopped; it may have completed in the same moment.
            Assert.Contains(cancelled.State, new[] { RunState.Cancelled, RunState.Completed });
        }
        catch (FluxException e)
        {
            Assert.Equal("RUN_HAS_ENDED", e.Reason);
        }
        var view = await lab.WatchAsync(started.Id);
        Assert.Contains(view.Run.State, new[] { RunState.Cancelled, RunState.Completed });
        Assert.All(view.Elements, e => Assert.Contains(e.State, new[] { WorkState.Cancelled, WorkState.Completed }));
        Assert.Equal(view.Run.ElementCount, view.Run.CompletedCount + view.Run.FailedCount + view.Run.OtherCount);
        Assert.All(view.Tasks, t => Assert.NotEqual(WorkState.Running, t.State));
        Assert.Equal(Enumerable.Range(1, view.Events.Count).Select(i => (long)i), view.Events.Select(e => e.Sequence));
        // Nothing starts after CANCELLED.
        Assert.True(view.Events[^1].Run is { } last && FlowOrchestrator.Runs.RunStates.IsFinal(last.State));
    }

    /// <summary>A flow "f" whose one task hangs in the device; <paramref name="begun"/> tells when it does.</summary>
    private static Task<FlowLab> BusyLabAsync(
        ExecutionMode mode, int elements, out TaskCompletionSource begun, int maxConcurrency = 0, FlowOptions? options = null)
    {
        var signal = begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return CreateAsync();

        async Task<FlowLab> CreateAsync()
        {
            var lab = await FlowLab.StartAsync(elements, options);
            lab.Devices.Answer = async (_, command, ct) =>
            {
                signal.TrySetResult();
                await Task.Delay(Timeout.Infinite, ct);
                return new CommandResult { Command = command };
            };
            await lab.ApplyAsync(
                [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show" }],
                [new() { ShortName = "a", TaskClass = TaskClass.Cli, AutomationModel = "m" }],
                [lab.NewFlow("f", mode, script => script.RunTaskAsync("a"), maxConcurrency)]);
            return lab;
        }
    }
}
