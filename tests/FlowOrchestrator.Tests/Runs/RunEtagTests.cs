using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Runs;

/// <summary>The etag of a run (AIP-154): whoever pauses, resumes or cancels can say which run was meant.</summary>
public sealed class RunEtagTests
{
    [Fact]
    public async Task Etag_RunAtWork_ChangesWithItsStateAndNotWithItsCounters()
    {
        await using var lab = await LabAsync();

        var view = await lab.RunAsync("f");

        var told = view.Events.Where(e => e.Run is not null).Select(e => (e.Run.State, e.Run.Etag)).Distinct().ToList();
        Assert.Equal([(RunState.Pending, "w1"), (RunState.Running, "w2"), (RunState.Completed, "w3")], told);
        Assert.Equal("w3", view.Run.Etag);
        Assert.Equal("w3", (await lab.Reader.ListAsync(new ListRunsRequest(), default)).Runs.Single().Etag);
    }

    [Fact]
    public async Task PauseResumeCancel_EtagOfAnEarlierState_AreAbortedWithoutEffect()
    {
        await using var lab = await LabAsync();
        var holds = lab.Get<RunHolds>();
        var run = await BegunAsync(lab);
        var paused = await holds.PauseAsync(new PauseRunRequest { Id = run.Id, Etag = run.Etag }, default);

        await AbortedAsync(() => holds.PauseAsync(new PauseRunRequest { Id = run.Id, Etag = run.Etag }, default));
        await AbortedAsync(() => holds.ResumeAsync(new ResumeRunRequest { Id = run.Id, Etag = run.Etag }, default));
        await AbortedAsync(() => lab.Commands.CancelAsync(new CancelRunRequest { Id = run.Id, Etag = run.Etag }, default));
        Assert.Equal((RunState.Paused, paused.Etag), await ReadAsync(lab, run.Id));

        // RUNNING as before, but not the same any more.
        var resumed = await holds.ResumeAsync(new ResumeRunRequest { Id = run.Id, Etag = paused.Etag }, default);
        await AbortedAsync(() => holds.PauseAsync(new PauseRunRequest { Id = run.Id, Etag = run.Etag }, default));
        await AbortedAsync(() => lab.Commands.CancelAsync(new CancelRunRequest { Id = run.Id, Etag = run.Etag, ValidateOnly = true }, default));
        Assert.Equal((RunState.Running, resumed.Etag), await ReadAsync(lab, run.Id));

        var cancelled = await lab.Commands.CancelAsync(new CancelRunRequest { Id = run.Id, Etag = resumed.Etag }, default);
        Assert.Equal(RunState.Cancelled, cancelled.State);
        await AbortedAsync(() => lab.Commands.CancelAsync(new CancelRunRequest { Id = run.Id, Etag = resumed.Etag }, default));
        var ended = await Assert.ThrowsAsync<FluxException>(() => lab.Commands.CancelAsync(new CancelRunRequest { Id = run.Id, Etag = cancelled.Etag }, default));
        Assert.Equal("RUN_HAS_ENDED", ended.Reason);
    }

    [Fact]
    public async Task PauseAndResume_AtTheSameMoment_RunIsHeldExactlyWhenItSaysSo()
    {
        await using var lab = await LabAsync();
        var holds = lab.Get<RunHolds>();
        var run = await BegunAsync(lab);
        var active = lab.Get<ActiveRuns>().Find(run.Id)!;

        for (var round = 0; round < 300; round++)
        {
            await Task.WhenAll(
                Task.Run(() => holds.PauseAsync(new PauseRunRequest { Id = run.Id }, default)),
                Task.Run(() => holds.PauseAsync(new PauseRunRequest { Id = run.Id }, default)),
                Task.Run(async () =>
                {
                    try
                    {
                        await holds.ResumeAsync(new ResumeRunRequest { Id = run.Id }, default);
                    }
                    catch (FluxException e) when (e.Reason == "RUN_IS_NOT_PAUSED")
                    {
                        // It came before both.
                    }
                }));
            Assert.Equal(active.Journal!.Snapshot().State == RunState.Paused, active.IsHeld);
        }
    }

    private static async Task AbortedAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<FluxException>(call);
        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), (error.Code, error.Reason));
    }

    private static async Task<(RunState State, string Etag)> ReadAsync(FlowLab lab, string id)
    {
        var run = (await lab.Reader.GetAsync(id, default)).Run;
        return (run.State, run.Etag);
    }

    // A run that waits in its script until it is stopped.
    private static async Task<Run> BegunAsync(FlowLab lab)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await lab.ApplyAsync(flows: [lab.NewFlow("waits", ExecutionMode.Serial, async script =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, script.Token);
        })]);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "waits" }, default);
        await begun.Task;
        return (await lab.Reader.GetAsync(run.Id, default)).Run;
    }

    private static async Task<FlowLab> LabAsync()
    {
        var lab = await FlowLab.StartAsync();
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, _ => Task.CompletedTask)]);
        return lab;
    }
}
