using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Tests.Runs;

public sealed class PauseTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("flux-flow-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData(ExecutionMode.Serial)]
    [InlineData(ExecutionMode.Parallel)]
    public async Task Pause_TaskIsAtWork_ItEndsAndNothingElseBeginsUntilResume(ExecutionMode mode)
    {
        var work = new Work();
        await using var lab = await LabAsync(work, mode);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        await work.Begun.Task;

        var paused = await lab.Get<RunHolds>().PauseAsync(new PauseRunRequest { Id = run.Id, Reason = "window is over" }, default);
        var again = await lab.Get<RunHolds>().PauseAsync(new PauseRunRequest { Id = run.Id }, default);
        work.Gate.SetResult();
        await EventAsync(lab, run.Id, e => e.Task is { State: WorkState.Completed });
        var ran = work.Count;
        var held = (await lab.Reader.GetAsync(run.Id, default)).Run.State;
        var resumed = await lab.Get<RunHolds>().ResumeAsync(new ResumeRunRequest { Id = run.Id }, default);
        var view = await lab.WatchAsync(run.Id);

        Assert.Equal((RunState.Paused, RunState.Paused, RunState.Paused, 1), (paused.State, again.State, held, ran));
        Assert.Equal((RunState.Running, RunState.Completed, 6), (resumed.State, view.Run.State, work.Count));
        Assert.Contains("paused: window is over", view.Log);
    }

    [Fact]
    public async Task Pause_RunThatWaitsForItsTurn_DoesNotBeginUntilResume()
    {
        var work = new Work();
        await using var lab = await LabAsync(work, ExecutionMode.Serial, new FlowOptions { MaxRuns = 1 });
        var first = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        await work.Begun.Task;
        var second = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        var third = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        await lab.Get<RunHolds>().PauseAsync(new PauseRunRequest { Id = second.Id }, default);

        work.Gate.SetResult();
        await lab.WatchAsync(first.Id);
        await lab.WatchAsync(third.Id);
        var held = (await lab.Reader.GetAsync(second.Id, default)).Run;
        var resumed = await lab.Get<RunHolds>().ResumeAsync(new ResumeRunRequest { Id = second.Id }, default);

        Assert.Equal((RunState.Paused, null, RunState.Pending), (held.State, held.StartTime, resumed.State));
        Assert.Equal(RunState.Completed, (await lab.WatchAsync(second.Id)).Run.State);
    }

    [Fact]
    public async Task Pause_PendingRunOverARestart_IsStillPaused()
    {
        var work = new Work();
        string id;
        await using (var lab = await LabAsync(work, ExecutionMode.Serial, new FlowOptions { MaxRuns = 1 }))
        {
            await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
            await work.Begun.Task;
            id = (await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default)).Id;
            await lab.Get<RunHolds>().PauseAsync(new PauseRunRequest { Id = id }, default);
        }

        var later = new Work();
        later.Gate.SetResult();
        await using var again = await LabAsync(later, ExecutionMode.Serial);
        var held = (await again.Reader.GetAsync(id, default)).Run.State;
        await again.Get<RunHolds>().ResumeAsync(new ResumeRunRequest { Id = id }, default);

        Assert.Equal((RunState.Paused, RunState.Completed), (held, (await again.WatchAsync(id)).Run.State));
    }

    [Theory]
    [InlineData(ExecutionMode.Serial)]
    [InlineData(ExecutionMode.Parallel)]
    public async Task Stop_TaskIsAtWork_ItEndsAndTheNextProcessGoesOnAfterIt(ExecutionMode mode)
    {
        var work = new Work();
        string id;
        await using (var lab = await LabAsync(work, mode))
        {
            id = (await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default)).Id;
            await work.Begun.Task;
            lab.StopWait = TimeSpan.FromMinutes(1);

            var stopping = lab.StopAsync();
            Assert.False(stopping.IsCompleted);
            work.Gate.SetResult();
            await stopping;
        }

        var later = new Work();
        later.Gate.SetResult();
        await using var again = await LabAsync(later, mode);
        var view = await again.WatchAsync(id);

        // None twice; how many still begin before the process knows that it stops is a matter of luck.
        Assert.Equal((RunState.Completed, 6), (view.Run.State, work.Count + later.Count));
        Assert.All(view.Tasks, t => Assert.Equal(WorkState.Completed, t.State));
    }

    [Fact]
    public async Task Cancel_PausedRun_EndsIt()
    {
        var work = new Work();
        await using var lab = await LabAsync(work, ExecutionMode.Serial);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        await work.Begun.Task;
        await lab.Get<RunHolds>().PauseAsync(new PauseRunRequest { Id = run.Id }, default);
        work.Gate.SetResult();

        var cancelled = await lab.Commands.CancelAsync(new CancelRunRequest { Id = run.Id }, default);

        Assert.Equal((RunState.Cancelled, 1), (cancelled.State, work.Count));
        await Refused("RUN_HAS_ENDED", () => lab.Get<RunHolds>().PauseAsync(new PauseRunRequest { Id = run.Id }, default));
        await Refused("RUN_HAS_ENDED", () => lab.Get<RunHolds>().ResumeAsync(new ResumeRunRequest { Id = run.Id }, default));
    }

    [Fact]
    public async Task Resume_RunThatIsNotPaused_IsRefused()
    {
        var work = new Work();
        await using var lab = await LabAsync(work, ExecutionMode.Serial);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        await work.Begun.Task;

        await Refused("RUN_IS_NOT_PAUSED", () => lab.Get<RunHolds>().ResumeAsync(new ResumeRunRequest { Id = run.Id }, default));
        work.Gate.SetResult();
    }

    [Fact]
    public async Task Pause_NestedRun_IsRefusedWithTheRootToPause()
    {
        var work = new Work();
        await using var lab = await LabAsync(work, ExecutionMode.Serial);
        await lab.ApplyAsync(flows: [lab.NewFlow("parent", ExecutionMode.Serial, script => script.RunFlowAsync("f"))]);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "parent" }, default);
        await work.Begun.Task;
        var child = (await lab.Reader.ListAsync(new ListRunsRequest { ParentRunId = run.Id }, default)).Runs.Single();

        await Refused("RUN_IS_NESTED", () => lab.Get<RunHolds>().PauseAsync(new PauseRunRequest { Id = child.Id }, default));
        await lab.Get<RunHolds>().PauseAsync(new PauseRunRequest { Id = run.Id }, default);
        work.Gate.SetResult();
        await EventAsync(lab, child.Id, e => e.Task is { State: WorkState.Completed });
        var ran = work.Count;
        await lab.Get<RunHolds>().ResumeAsync(new ResumeRunRequest { Id = run.Id }, default);

        Assert.Equal((1, RunState.Completed), (ran, (await lab.WatchAsync(run.Id)).Run.State));
    }

    private async Task<FlowLab> LabAsync(Work work, ExecutionMode mode, FlowOptions? options = null)
    {
        var lab = await FlowLab.StartAsync(3, options, _data);
        lab.Scripts.Add("work", async script =>
        {
            work.Increment();
            work.Begun.TrySetResult();
            await work.Gate.Task.WaitAsync(script.Token);
            return [];
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "work" }],
            flows: [lab.NewFlow("f", mode, async script =>
            {
                await script.RunTaskAsync("a");
                await script.RunTaskAsync("a");
            }, maxConcurrency: 1)]);
        return lab;
    }

    private static async Task Refused(string reason, Func<Task> call) => Assert.Equal(reason, (await Assert.ThrowsAsync<FluxException>(call)).Reason);

    private static async Task EventAsync(FlowLab lab, string runId, Func<RunEvent, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var told in lab.Get<RunWatcher>().WatchAsync(runId, 0, limit.Token))
        {
            if (wanted(told))
                return;
        }
    }

    private sealed class Work
    {
        private int _count;

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count => Volatile.Read(ref _count);

        public void Increment() => Interlocked.Increment(ref _count);
    }
}
