using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using FsCheck;
using FsCheck.Fluent;

namespace Flux.FlowOrchestrator.Tests.Runs;

/// <summary>Whatever operators command in whatever order, states only move forward and terminal is final.</summary>
public sealed class RunStatePropertyTests
{
    [Fact]
    public async Task Commands_AnyOrder_MoveStatesForwardOnly()
    {
        var work = new SemaphoreSlim(0);
        await using var lab = await FlowLab.StartAsync(elements: 3, new FlowOptions { MaxRuns = 2 });
        lab.Scripts.Add("work", async script =>
        {
            await work.WaitAsync(script.Token);
            return [];
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "work" }],
            flows: [lab.NewFlow("serial", ExecutionMode.Serial, script => script.RunTaskAsync("a")), lab.NewFlow("parallel", ExecutionMode.Parallel, script => script.RunTaskAsync("a"))]);
        var orders = Gen.Elements("pause", "resume", "cancel", "work", "work", "pause", "resume").ListOf().Select(list => list.Take(12).ToArray());

        Prop.ForAll(orders.ToArbitrary(), order => CheckAsync(lab, work, order).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(80));
    }

    private static async Task CheckAsync(FlowLab lab, SemaphoreSlim work, string[] order)
    {
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = order.Length % 2 == 0 ? "serial" : "parallel" }, default);
        // Two at a time: commands race with each other and with the run.
        foreach (var pair in order.Chunk(2))
            await Task.WhenAll(pair.Select(command => Task.Run(() => CommandAsync(lab, work, run.Id, command))));
        await CommandAsync(lab, work, run.Id, "resume");
        work.Release(3);
        var view = await lab.WatchAsync(run.Id);

        var states = view.Events.Where(e => e.Run is not null).Select(e => e.Run.State).ToList();
        Assert.All(states.Zip(states.Skip(1)), step => Assert.True(IsForward(step.First, step.Second), $"{step.First} to {step.Second} after {string.Join(' ', order)}"));
        Assert.True(RunStates.IsFinal(states[^1]));
        foreach (var element in view.Events.Where(e => e.Element is not null).GroupBy(e => e.Element.ElementId, e => e.Element.State))
            Assert.Equal(element.Order().Distinct(), element);
        foreach (var task in view.Events.Where(e => e.Task is not null).GroupBy(e => e.Task.Id, e => e.Task.State))
            Assert.Equal(WorkState.Running, Assert.Single(task, s => !RunStates.IsFinal(s)));
        Assert.Equal(view.Run.ElementCount, view.Run.CompletedCount + view.Run.FailedCount + view.Run.OtherCount);
        Assert.Same(view.Events[^1].Run, view.Events.Last(e => e.Run is not null).Run);
        while (await work.WaitAsync(0))
        {
            // What this run left must not help the next one.
        }
    }

    private static bool IsForward(RunState from, RunState to) => from == to || (from, to) switch
    {
        (RunState.Pending, _) => true,
        (RunState.Running, RunState.Paused) or (RunState.Paused, RunState.Running or RunState.Pending) => true,
        (RunState.Running or RunState.Paused, _) => RunStates.IsFinal(to),
        _ => false,
    };

    private static async Task CommandAsync(FlowLab lab, SemaphoreSlim work, string id, string command)
    {
        try
        {
            switch (command)
            {
                case "pause":
                    await lab.Get<RunHolds>().PauseAsync(new PauseRunRequest { Id = id }, default);
                    break;
                case "resume":
                    await lab.Get<RunHolds>().ResumeAsync(new ResumeRunRequest { Id = id }, default);
                    break;
                case "cancel":
                    await lab.Commands.CancelAsync(new CancelRunRequest { Id = id }, default);
                    break;
                default:
                    work.Release();
                    break;
            }
        }
        catch (FluxException e)
        {
            Assert.Contains(e.Reason, new[] { "RUN_HAS_ENDED", "RUN_IS_NOT_PAUSED" });
        }
    }
}
