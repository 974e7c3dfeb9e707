using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Runs;

/// <summary>validate_only of what changes runs (AIP-163): the same answers and errors, no effect.</summary>
public sealed class ValidateOnlyTests
{
    [Fact]
    public async Task RunTaskAndRerun_Good_AnswerTheRunThatWouldBeAndStoreNone()
    {
        await using var lab = await LabAsync();
        var ran = await lab.RunAsync("f");

        var task = await lab.Commands.RunTaskAsync(new RunTaskRequest { Task = "t", ElementId = 1, ValidateOnly = true, RequestId = "x" }, default);
        var again = await lab.Get<RunReruns>().RerunAsync(new RerunFlowRequest { RunId = ran.Run.Id, ValidateOnly = true }, default);

        Assert.Equal(("", "t", 1, RunState.Pending), (task.Id, task.Task, task.ElementCount, task.State));
        Assert.Equal(("", "f", 2, ran.Run.Id), (again.Id, again.Flow, again.ElementCount, again.RerunOf));
        Assert.Single((await lab.Reader.ListAsync(new ListRunsRequest(), default)).Runs);
    }

    [Fact]
    public async Task RunTask_ReferencesAreGone_NamesThem()
    {
        await using var lab = await LabAsync();
        await lab.ApplyAsync(tasks: [new() { ShortName = "mails", TaskClass = TaskClass.Cli, Service = "nowhere" }]);

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Commands.RunTaskAsync(new RunTaskRequest { Task = "mails", ElementId = 1, ValidateOnly = true }, default));

        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rerun_NothingFailed_IsRefusedAsWithout()
    {
        await using var lab = await LabAsync();
        var ran = await lab.RunAsync("f");

        var error = await Assert.ThrowsAsync<FluxException>(() =>
            lab.Get<RunReruns>().RerunAsync(new RerunFlowRequest { RunId = ran.Run.Id, Scope = RerunScope.FailedElements, ValidateOnly = true }, default));

        Assert.Equal(StatusCode.FailedPrecondition, error.Code);
    }

    [Fact]
    public async Task PauseResumeCancel_AtWork_ChangeNothing()
    {
        await using var lab = await LabAsync();
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await lab.ApplyAsync(flows: [lab.NewFlow("waits", ExecutionMode.Serial, async _ =>
        {
            begun.TrySetResult();
            await goOn.Task;
        })]);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "waits" }, default);
        await begun.Task;
        var holds = lab.Get<RunHolds>();

        Assert.Equal(RunState.Running, (await lab.Commands.CancelAsync(new CancelRunRequest { Id = run.Id, ValidateOnly = true }, default)).State);
        Assert.Equal(RunState.Running, (await holds.PauseAsync(new PauseRunRequest { Id = run.Id, ValidateOnly = true }, default)).State);
        await RefusedAsync(() => holds.ResumeAsync(new ResumeRunRequest { Id = run.Id, ValidateOnly = true }, default));
        await holds.PauseAsync(new PauseRunRequest { Id = run.Id }, default);
        Assert.Equal(RunState.Paused, (await holds.ResumeAsync(new ResumeRunRequest { Id = run.Id, ValidateOnly = true }, default)).State);
        Assert.Equal(RunState.Paused, (await lab.Reader.GetAsync(run.Id, default)).Run.State);
        await holds.ResumeAsync(new ResumeRunRequest { Id = run.Id }, default);
        goOn.SetResult();

        Assert.Equal(RunState.Completed, (await lab.WatchAsync(run.Id)).Run.State);
        await RefusedAsync(() => lab.Commands.CancelAsync(new CancelRunRequest { Id = run.Id, ValidateOnly = true }, default));
        await RefusedAsync(() => holds.PauseAsync(new PauseRunRequest { Id = run.Id, ValidateOnly = true }, default));
    }

    private static async Task RefusedAsync(Func<Task> call) => Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<FluxException>(call)).Code);

    private static async Task<FlowLab> LabAsync()
    {
        var lab = await FlowLab.StartAsync();
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "t", TaskClass = TaskClass.Cli }],
            flows: [new() { ShortName = "f", Mode = ExecutionMode.Serial, Selection = new() { Groups = { "all" } }, Tasks = { new FlowTask { Task = "t" } } }]);
        return lab;
    }
}
