using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Runs;

public sealed class RunCommandsTests
{
    [Fact]
    public async Task RunFlow_SameRequestId_IsTheSameRun()
    {
        await using var lab = await LabAsync();
        var request = new RunFlowRequest { Flow = "f", RequestId = "r-1" };

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => lab.Commands.RunFlowAsync(request, default)));

        Assert.Single(runs.Select(r => r.Id).Distinct());
        await lab.WatchAsync(runs[0].Id);
        Assert.Single((await lab.Reader.ListAsync(new ListRunsRequest(), default)).Runs);
        Assert.Equal(2, lab.Scripts.Ran.Count);
    }

    [Fact]
    public async Task RunFlow_RequestIdOfAnotherFlow_IsRefused()
    {
        await using var lab = await LabAsync();
        await lab.ApplyAsync(flows: [lab.NewFlow("g", ExecutionMode.Serial, _ => Task.CompletedTask)]);
        await lab.RunAsync("f", r => r.RequestId = "r-1");

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "g", RequestId = "r-1" }, default));

        Assert.Equal(StatusCode.AlreadyExists, error.Code);
    }

    [Theory]
    [InlineData("", "", 0, StatusCode.InvalidArgument)]
    [InlineData("nowhere", "", 0, StatusCode.NotFound)]
    [InlineData("f", "more than sixty-four characters, which no request id may have at all", 0, StatusCode.InvalidArgument)]
    [InlineData("f", "", 99, StatusCode.InvalidArgument)]
    public async Task RunFlow_BadRequest_IsRefused(string flow, string requestId, int mode, StatusCode expected)
    {
        await using var lab = await LabAsync();

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = flow, RequestId = requestId, Mode = (ExecutionMode)mode }, default));

        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task RunFlow_ValidateOnly_ChecksAndStoresNothing()
    {
        await using var lab = await LabAsync();

        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f", ValidateOnly = true }, default);

        Assert.Equal(("", 2, RunState.Pending), (run.Id, run.ElementCount, run.State));
        Assert.Empty((await lab.Reader.ListAsync(new ListRunsRequest(), default)).Runs);
        Assert.Empty(lab.Scripts.Ran);
    }

    [Fact]
    public async Task RunFlow_ValidateOnlyWithEverythingWrong_TellsAllOfIt()
    {
        await using var lab = await LabAsync();
        const string script = "run_task(short_name='nowhere'); run_flow(short_name=\"nobody\"); run_task(short_name='mails')";
        lab.Scripts.Add(script, _ => []);
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "mails", TaskClass = TaskClass.Cli, Service = "unknown" }],
            flows: [new() { ShortName = "g", Mode = ExecutionMode.Serial, ExecutionScript = script, Selection = new() { Groups = { "nowhere" } } }]);

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "g", ValidateOnly = true }, default));

        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal("4", error.Metadata["violations"]);
    }

    [Fact]
    public async Task RunFlow_TooManyPending_IsRefused()
    {
        await using var lab = await FlowLab.StartAsync(options: new FlowOptions { MaxPendingRuns = 1 });
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, script => Task.Delay(Timeout.Infinite, script.Token))]);
        await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default));

        Assert.Equal(StatusCode.ResourceExhausted, error.Code);
    }

    [Fact]
    public async Task RunTask_OnItsOwn_HasNeitherFlowNorTasksInItsContext()
    {
        await using var lab = await LabAsync();
        lab.Scripts.Add("mgmt", script =>
        {
            Assert.False(script.Context.ContainsKey("flow"));
            Assert.False(script.Context.ContainsKey("tasks"));
            return [];
        });
        await lab.ApplyAsync(tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "mgmt" }]);

        var run = await lab.Commands.RunTaskAsync(new RunTaskRequest { Task = "a", ElementId = 2 }, default);

        var view = await lab.WatchAsync(run.Id);
        Assert.Equal((RunState.Completed, "a/2", "a", ""), (view.Run.State, view.Order.Single(), view.Run.Task, view.Run.Flow));
        Assert.Equal(1, view.Run.CompletedCount);
    }

    [Theory]
    [InlineData("nowhere", 1, StatusCode.NotFound)]
    [InlineData("a", 99, StatusCode.NotFound)]
    [InlineData("", 0, StatusCode.InvalidArgument)]
    public async Task RunTask_BadRequest_IsRefused(string task, long element, StatusCode expected)
    {
        await using var lab = await LabAsync();
        await lab.ApplyAsync(tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli }]);

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Commands.RunTaskAsync(new RunTaskRequest { Task = task, ElementId = element }, default));

        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task ListRuns_SeveralPages_ComeNewestFirst()
    {
        await using var lab = await LabAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((await lab.RunAsync("f")).Run.Id);
        var listed = new List<string>();
        var request = new ListRunsRequest { PageSize = 2, Flow = "f", State = RunState.Completed };
        do
        {
            var page = await lab.Reader.ListAsync(request, default);
            listed.AddRange(page.Runs.Select(r => r.Id));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(ids.AsEnumerable().Reverse(), listed);
    }

    [Fact]
    public async Task ListRuns_TokenOfAnotherQuery_IsRefused()
    {
        await using var lab = await LabAsync();
        await lab.RunAsync("f");
        await lab.RunAsync("f");
        var page = await lab.Reader.ListAsync(new ListRunsRequest { PageSize = 1 }, default);

        await Assert.ThrowsAsync<InvalidPageTokenException>(
            () => lab.Reader.ListAsync(new ListRunsRequest { PageSize = 1, Flow = "f", PageToken = page.NextPageToken }, default));
    }

    [Fact]
    public async Task Watch_AfterASequence_ResumesWithoutAGap()
    {
        await using var lab = await LabAsync();
        var run = await lab.RunAsync("f");
        var all = run.Events.Select(e => e.Sequence).ToList();
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all);

        for (var after = 0; after <= all.Count; after++)
        {
            var rest = new List<long>();
            await foreach (var told in lab.Get<RunWatcher>().WatchAsync(run.Run.Id, after, default))
                rest.Add(told.Sequence);
            Assert.Equal(all.Skip(after), rest);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public async Task Watch_SequenceThatCannotBe_IsRefused(long after)
    {
        await using var lab = await LabAsync();
        var run = await lab.RunAsync("f");

        var error = await Assert.ThrowsAsync<FluxException>(async () =>
        {
            await foreach (var _ in lab.Get<RunWatcher>().WatchAsync(run.Run.Id, after, default))
                Assert.Fail("nothing may come");
        });

        Assert.Equal(StatusCode.InvalidArgument, error.Code);
    }

    [Theory]
    [InlineData("inventory")]
    [InlineData("context-builder")]
    [InlineData("script-runner")]
    public async Task Run_ServiceIsAway_FailsWithItsNameAndDoesNotHang(string service)
    {
        await using var lab = await LabAsync();
        var down = Failures.Of(new RpcException(new Status(StatusCode.Unavailable, "connection refused")), service);
        (service switch
        {
            "inventory" => d => lab.Inventory.Down = d,
            "context-builder" => d => lab.Contexts.Down = d,
            _ => (Action<FailureException>)(d => lab.Scripts.Down = d),
        })(down);

        var run = await lab.RunAsync("f");

        Assert.Equal(RunState.Failed, run.Run.State);
        var failure = run.Run.Failure ?? run.Elements[0].Failure;
        Assert.Equal("UNAVAILABLE", failure.Reason);
        Assert.Contains(service, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<FlowLab> LabAsync()
    {
        var lab = await FlowLab.StartAsync(elements: 2);
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, _ => Task.CompletedTask)]);
        return lab;
    }
}
