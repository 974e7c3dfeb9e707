using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Ports;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Starts and stops runs.</summary>
internal sealed class RunCommands(
    IDocumentStore store, DefinitionStore definitions, RunReader runs, RunCheck check, ActiveRuns actives, RunExecutor executor, IInventory inventory,
    FlowOptions options, TimeProvider clock)
{
    private const int LongestRequestId = 64;
    private static readonly TimeSpan CancelWait = TimeSpan.FromSeconds(5);

    /// <summary>Stores a run of a flow and answers at once; with <c>validate_only</c> checks everything and stores nothing.</summary>
    public async Task<Run> RunFlowAsync(RunFlowRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.Require(request.Flow.Length > 0, "flow", "is required: the short_name of the flow");
        violations.Require(System.Enum.IsDefined(request.Mode), "mode", "must be serial or parallel, or left out for the flow's own");
        CheckRequestId(violations, request.RequestId);
        violations.ThrowIfAny();
        var head = await definitions.HeadAsync(cancellationToken);
        var flow = await definitions.At(head).FindFlowAsync(null, request.Flow) ?? throw FluxError.NotFound("flow", request.Flow, "list the flows with ListFlows");
        var run = NewRun(request.User, request.RequestId);
        run.Flow = flow.ShortName;
        run.Mode = request.Mode == ExecutionMode.Unspecified ? flow.Mode : request.Mode;
        if (request.ValidateOnly)
        {
            run.Id = run.RootRunId = "";
            run.ElementCount = await check.CheckAsync(definitions.At(head), flow, request.Selection ?? flow.Selection, run.Mode, cancellationToken);
            return run;
        }
        return await StartAsync(new RunDocument { Run = run, Revision = head, Selection = request.Selection }, cancellationToken);
    }

    /// <summary>Stores a run of one task on one element and answers at once.</summary>
    public async Task<Run> RunTaskAsync(RunTaskRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.Require(request.Task.Length > 0, "task", "is required: the short_name of the task");
        violations.Require(request.ElementId > 0, "element_id", "is required: the id of an element");
        CheckRequestId(violations, request.RequestId);
        violations.ThrowIfAny();
        var head = await definitions.HeadAsync(cancellationToken);
        var task = await definitions.At(head).FindTaskAsync(null, request.Task) ?? throw FluxError.NotFound("task", request.Task, "list the tasks with ListTasks");
        try
        {
            await inventory.GetElementAsync(request.ElementId, cancellationToken);
        }
        catch (FailureException e)
        {
            throw e.Code == StatusCode.NotFound
                ? FluxError.NotFound("element", request.ElementId.ToString())
                : FluxError.Unavailable(e.Message, TimeSpan.FromSeconds(1));
        }
        var run = NewRun(request.User, request.RequestId);
        run.Task = task.ShortName;
        run.Mode = ExecutionMode.Serial;
        return await StartAsync(new RunDocument { Run = run, Revision = head, ElementIds = [request.ElementId] }, cancellationToken);
    }

    /// <summary>Stops a run and waits a little for its end.</summary>
    /// <returns>The run; its state is CANCELLED once everything has stopped.</returns>
    /// <exception cref="FluxException">FAILED_PRECONDITION: it has ended.</exception>
    public async Task<Run> CancelAsync(CancelRunRequest request, CancellationToken cancellationToken)
    {
        var run = (await runs.GetAsync(request.Id, cancellationToken)).Run;
        if (actives.Find(request.Id) is not { } active)
            throw FluxError.FailedPrecondition("RUN_HAS_ENDED", $"runs/{run.Id}", "the run has ended and cannot be cancelled");
        var why = request.Reason.Length > 0 ? $"cancelled: {request.Reason}" : "cancelled by an operator";
        active.Stop(new StopCause(Failures.Of(Failures.Cancelled, why), EndsCancelled: true));
        try
        {
            await active.Ended.WaitAsync(CancelWait, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Something is slow to let go; nothing new starts, and the caller can watch the run.
        }
        return (await runs.GetAsync(request.Id, cancellationToken)).Run;
    }

    private async Task<Run> StartAsync(RunDocument document, CancellationToken cancellationToken)
    {
        if (actives.Count >= options.MaxPendingRuns)
            throw FluxError.ResourceExhausted("pending runs", $"{actives.Count} runs are pending or running, the limit is {options.MaxPendingRuns}; try again later");
        var active = actives.Add(document.Run.Id);
        try
        {
            var stored = await RunCreation.StoreAsync(store, document, clock, cancellationToken);
            executor.Enqueue(active, stored);
            return stored.Run;
        }
        catch (DuplicateKeyException e) when (e.Index == "request")
        {
            actives.Remove(active);
            return await ExistingAsync(document.Run, cancellationToken);
        }
        catch
        {
            actives.Remove(active);
            throw;
        }
    }

    private async Task<Run> ExistingAsync(Run wanted, CancellationToken cancellationToken)
    {
        var query = DocumentQuery.All.Where("request", DocumentOperator.Equal, wanted.RequestId);
        var found = (await store.FirstOrDefaultAsync(RunDocument.Type, query, cancellationToken))?.Value.Run;
        return found is not null && found.Flow == wanted.Flow && found.Task == wanted.Task
            ? found
            : throw FluxError.AlreadyExists("request", wanted.RequestId, "a run of another flow or task has this request_id; take a new one");
    }

    private Run NewRun(Contracts.Common.V1.User? user, string requestId)
    {
        var id = RunIds.New(clock);
        return new Run { Id = id, RootRunId = id, State = RunState.Pending, User = user, RequestId = requestId, CreateTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()) };
    }

    private static void CheckRequestId(Violations violations, string requestId) =>
        violations.Require(requestId.Length <= LongestRequestId, "request_id", $"has {requestId.Length} characters; the limit is {LongestRequestId}");
}
