using System.ComponentModel.DataAnnotations;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Tests.Runs;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ManualClock _clock = new(Start);

    [Fact]
    public async Task Sweep_OldRun_GoesWithAllThatBelongsToIt()
    {
        await using var lab = await LabAsync(new FlowOptions { RetainRunsFor = TimeSpan.FromDays(7) });
        await lab.RunAsync("parent");
        _clock.MoveTo(Start.AddDays(6));
        var young = (await lab.RunAsync("parent")).Run;

        _clock.MoveTo(Start.AddDays(8));
        var deleted = await lab.Get<RunRetention>().SweepAsync(default);

        Assert.Equal(1, deleted);
        var left = (await lab.Reader.ListAsync(new ListRunsRequest(), default)).Runs;
        Assert.Equal(2, left.Count);
        Assert.All(left, r => Assert.Equal(young.Id, r.RootRunId));
        var ids = left.Select(r => r.Id).ToList();
        await OnlyAsync(lab, EventDocument.Type, ids);
        await OnlyAsync(lab, TaskDocument.Type, ids);
        await OnlyAsync(lab, ElementDocument.Type, ids);
        Assert.Equal(ids.Order(), lab.Contexts.Runs);
    }

    [Fact]
    public async Task Sweep_ContextBuilderIsAway_KeepsTheRunForTheNextRound()
    {
        await using var lab = await LabAsync(new FlowOptions { RetainRunsFor = TimeSpan.FromDays(7) });
        var run = (await lab.RunAsync("f")).Run;
        _clock.MoveTo(Start.AddDays(8));
        lab.Contexts.Down = FakeInventory.Missing("context-builder");

        await Assert.ThrowsAsync<FailureException>(() => lab.Get<RunRetention>().SweepAsync(default));
        Assert.Equal(run.Id, (await lab.Reader.GetAsync(run.Id, default)).Run.Id);
        lab.Contexts.Down = null;

        Assert.Equal(1, await lab.Get<RunRetention>().SweepAsync(default));
        Assert.Empty(lab.Contexts.Runs);
    }

    [Fact]
    public async Task Sweep_TooMany_KeepsTheNewest()
    {
        await using var lab = await LabAsync(new FlowOptions { RetainRuns = 2 });
        var runs = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            _clock.MoveTo(Start.AddMinutes(i));
            runs.Add((await lab.RunAsync("f")).Run.Id);
        }

        Assert.Equal(3, await lab.Get<RunRetention>().SweepAsync(default));

        Assert.Equal(runs.TakeLast(2).Reverse(), (await lab.Reader.ListAsync(new ListRunsRequest(), default)).Runs.Select(r => r.Id));
        await Assert.ThrowsAsync<FluxException>(() => lab.Reader.GetAsync(runs[0], default));
    }

    [Fact]
    public async Task Sweep_RunAtWork_IsNeverTouched()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var lab = await LabAsync(new FlowOptions { RetainRuns = 1, RetainRunsFor = TimeSpan.FromMinutes(1) }, gate.Task);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);

        _clock.MoveTo(Start.AddYears(1));
        var deleted = await lab.Get<RunRetention>().SweepAsync(default);
        gate.SetResult();

        Assert.Equal((0, RunState.Completed), (deleted, (await lab.WatchAsync(run.Id)).Run.State));
    }

    [Theory]
    [InlineData("retain_for")]
    [InlineData("interval")]
    [InlineData("runs")]
    public void Options_OutOfRange_StopTheStart(string which)
    {
        var options = new FlowOptions();
        if (which == "retain_for")
            options.RetainRunsFor = TimeSpan.Zero;
        if (which == "interval")
            options.RetentionInterval = TimeSpan.FromDays(60);
        if (which == "runs")
            options.RetainRuns = 0;

        Assert.False(IsValid(options));
        Assert.True(IsValid(new FlowOptions()));
    }

    private static bool IsValid(FlowOptions options) => Validator.TryValidateObject(options, new ValidationContext(options), [], validateAllProperties: true);

    private async Task<FlowLab> LabAsync(FlowOptions options, Task? gate = null)
    {
        var lab = await FlowLab.StartAsync(2, options, clock: _clock);
        lab.Scripts.Add("work", _ => []);
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "work" }],
            flows:
            [
                lab.NewFlow("f", ExecutionMode.Parallel, async script =>
                {
                    await (gate ?? Task.CompletedTask);
                    await script.RunTaskAsync("a");
                }),
                lab.NewFlow("parent", ExecutionMode.Parallel, script => script.RunFlowAsync("f")),
            ]);
        return lab;
    }

    private static async Task OnlyAsync<T>(FlowLab lab, DocumentType<T> type, List<string> runs)
        where T : class
    {
        var left = (await lab.Get<IDocumentStore>().QueryAsync(type, DocumentQuery.All, default)).Items;
        Assert.NotEmpty(left);
        Assert.All(left, d => Assert.Contains(d.Id[..32], runs));
    }
}
