using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Ports;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Starts and stops runs.</summary>
internal sealed class RunCommands(
    IDocumentStore store, DefinitionStore definitions, RunReader runs, RunCheck check, ActiveRuns actives, RunStarter starter, IInventory inventory, TimeProvider clock)
{
    private const int LongestRequestId = 64;
    private static readonly TimeSpan CancelWait = TimeSpan.FromSeconds(5);

    /// <summary>Stores a run of a flow and answers at once; with <c>validate_only</c> checks everything and stores nothing.</summary>
    public async Task<Run> RunFlowAsync(RunFlowRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.Require(request.Flow.Length > 0, "flow", "is required: the short_name of the flow");
        violations.Require(Enum.IsDefined(request.Mode), "mode", "must be serial or parallel, or left out for the flow's own");
        CheckRequestId(violations, request.RequestId);
        violations.ThrowIfAny();
        var head = await definitions.HeadAsync(cancellationToken);
        var flow = await definitions.At(head).FindFlowAsync(null, request.Flow) ?? throw FluxError.NotFound("flow", request.Flow, "list the flows with ListFlows");
        var run = starter.NewRun(request.User, request.RequestId);
        run.Flow = flow.ShortName;
        run.Mode = request.Mode == ExecutionMode.Unspecified ? flow.Mode : request.Mode;
        if (request.ValidateOnly)
        {
            var selected = await check.CheckAsync(definitions.At(head), flow, request.Selection ?? flow.Selection, run.Mode, cancellationToken);
            return AsChecked(run, selected);
        }
        return await StartAsync(new RunDocument { Run = run, Revision = head, Selection = request.Selection }, cancellationToken);
    }

    /// <summary>Stores a run of one task on one element and answers at once; with <c>validate_only</c> checks everything and stores nothing.</summary>
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
        var run = starter.NewRun(request.User, request.RequestId);
        run.Task = task.ShortName;
        run.Mode = ExecutionMode.Serial;
        if (request.ValidateOnly)
        {
            await check.CheckAsync(definitions.At(head), task, cancellationToken);
            return AsChecked(run, 1);
        }
        return await StartAsync(new RunDocument { Run = run, Revision = head, ElementIds = [request.ElementId] }, cancellationToken);
    }

    /// <summary>Stops a run and waits a little for its end.</summary>
    /// <returns>The run; its state is CANCELLED once everything has stopped.</returns>
    /// <exception cref="FluxException">NOT_FOUND; ABORTED: its etag differs; FAILED_PRECONDITION: it has ended.</exception>
    public async Task<Run> CancelAsync(CancelRunRequest request, CancellationToken cancellationToken)
    {
        // Looked for before the run is read: one that ends in between is then read as ended, and is not taken for another orchestrator's.
        var found = actives.Find(request.Id);
        var run = (await runs.GetAsync(request.Id, cancellationToken)).Run;
        // What is stored may be a moment behind what is at work here.
        run = found?.Journal?.Snapshot() ?? run;
        RunEtag.Check(request.Etag, run);
        if (found is not { } active || RunStates.IsFinal(run.State))
            throw RunReader.NotHere(run);
        if (request.ValidateOnly)
            return run;
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

    /// <summary>Stores a run, or finds the one that the same request has stored before.</summary>
    public async Task<Run> StartAsync(RunDocument document, CancellationToken cancellationToken)
    {
        try
        {
            return await starter.StartAsync(document, cancellationToken);
        }
        catch (DuplicateKeyException e) when (e.Index == "request")
        {
            return await ExistingAsync(document.Run, cancellationToken);
        }
    }

    /// <summary>The run of a request that comes again.</summary>
    /// <exception cref="FluxException">ALREADY_EXISTS: that request was for something else.</exception>
    public async Task<Run> ExistingAsync(Run wanted, CancellationToken cancellationToken)
    {
        var query = DocumentQuery.All.Where("request", DocumentOperator.Equal, wanted.RequestId);
        var found = (await store.FirstOrDefaultAsync(RunDocument.Type, query, cancellationToken))?.Value.Run;
        return found is not null && found.Flow == wanted.Flow && found.Task == wanted.Task && found.RerunOf == wanted.RerunOf
            ? found
            : throw FluxError.AlreadyExists("request", wanted.RequestId, "a run of another flow or task has this request_id; take a new one");
    }

    /// <summary>A run that was only checked: it has no id, since it does not exist.</summary>
    public static Run AsChecked(Run run, int elements)
    {
        run.Id = run.RootRunId = "";
        run.ElementCount = elements;
        return run;
    }

    /// <summary>Checks a request id alone.</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT.</exception>
    public static void CheckRequestId(string requestId)
    {
        var violations = new Violations();
        CheckRequestId(violations, requestId);
        violations.ThrowIfAny();
    }

    /// <summary>Notes a request id that is too long.</summary>
    public static void CheckRequestId(Violations violations, string requestId) =>
        violations.Require(requestId.Length <= LongestRequestId, "request_id", $"has {requestId.Length} characters; the limit is {LongestRequestId}");
}
