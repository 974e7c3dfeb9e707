using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Runs;

public sealed class RecoveryTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("flux-flow-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Stop_RunAtWork_GoesOnAtTheNextStart()
    {
        var lab = await BusyAsync();
        var id = await StartAsync(lab);
        await lab.StopAsync();
        lab.Scripts.Add("hang", _ => []);

        await using var again = await FlowLab.StartAsync(data: _data, heirOf: lab);
        var view = await again.WatchAsync(id);

        // Nobody knows how far the first task came; the others had not begun.
        Assert.Equal([WorkState.Failed, WorkState.Completed, WorkState.Completed], view.Elements.Select(e => e.State));
        Assert.Equal("INTERRUPTED", view.Elements[0].Failure.Reason);
        Assert.Equal((0, 2L), (view.Run.Recoveries, view.Run.FencingToken));
        Assert.Equal(Enumerable.Range(1, view.Events.Count).Select(i => (long)i), view.Events.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Start_RunThatHadNotBegun_IsTakenOver()
    {
        string id;
        await using (var lab = await BusyAsync(new FlowOptions { MaxRuns = 1 }))
        {
            await StartAsync(lab);
            id = (await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default)).Id;
        }

        await using var again = await FlowLab.StartAsync(3, data: _data);
        again.Scripts.Add("script of f", _ => []);
        var view = await again.WatchAsync(id);

        Assert.Equal(3, view.Run.ElementCount);
        Assert.NotEqual("ORCHESTRATOR_RESTARTED", view.Run.Failure?.Reason);
        Assert.Equal(0, view.Run.OtherCount);
    }

    [Fact]
    public async Task Run_DefinitionChangesWhileItWaits_KeepsTheOneItWasAskedFor()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1, data: _data);
        lab.Scripts.Add("old", _ => []);
        lab.Scripts.Add("new", _ => []);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "old" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, async script =>
            {
                await gate.Task;
                await script.RunTaskAsync("a");
            })]);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);

        await lab.ApplyAsync(tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "new" }]);
        gate.SetResult();
        await lab.WatchAsync(run.Id);

        Assert.Equal(["script of f", "old"], lab.Scripts.Ran.Select(j => j.Source));
    }

    private async Task<FlowLab> BusyAsync(FlowOptions? options = null)
    {
        var lab = await FlowLab.StartAsync(3, options, _data);
        lab.Scripts.Add("hang", async script =>
        {
            await Task.Delay(Timeout.Infinite, script.Token);
            return [];
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "hang" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);
        return lab;
    }

    /// <summary>Starts "f" and waits until its first task is stored as running.</summary>
    private static async Task<string> StartAsync(FlowLab lab)
    {
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var told in lab.Get<RunWatcher>().WatchAsync(run.Id, 0, limit.Token))
        {
            if (told.Task is not null)
                break;
        }
        return run.Id;
    }
}
