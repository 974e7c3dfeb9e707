using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Definitions;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Runs an ended run's flow, or task, again.</summary>
internal sealed class RunReruns(IDocumentStore store, RunReader runs, RunCommands commands, RunStarter starter, RunCheck check, DefinitionStore definitions)
{
    private const int Page = 1000;

    /// <summary>Stores the new run and answers at once.</summary>
    /// <exception cref="FluxException">NOT_FOUND, INVALID_ARGUMENT; FAILED_PRECONDITION: not ended, nested, or nothing to run again.</exception>
    public async Task<Run> RerunAsync(RerunFlowRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        var old = await runs.GetAsync(request.RunId, cancellationToken);
        if (old.Run.ParentRunId.Length > 0)
            throw Refused("RUN_IS_NESTED", request, $"the run is part of run {old.Run.RootRunId}; run that one again");
        if (!RunStates.IsFinal(old.Run.State))
            throw Refused("RUN_HAS_NOT_ENDED", request, "the run is still at work; wait for its end or cancel it");
        var revision = request.CurrentDefinitions ? await definitions.HeadAsync(cancellationToken) : old.Revision;
        await CheckStepAsync(request, old.Run, definitions.At(revision));
        var run = starter.NewRun(request.User ?? old.Run.User, request.RequestId);
        (run.Flow, run.Task, run.Mode, run.RerunOf) = (old.Run.Flow, old.Run.Task, old.Run.Mode, old.Run.Id);
        var elements = IsWhole(request) ? await ElementList.ReadAsync(store, old, cancellationToken) : await UnfinishedAsync(request, cancellationToken);
        if (request.ValidateOnly)
            return RunCommands.AsChecked(run, await CheckAsync(run, old.Selection, elements, definitions.At(revision), cancellationToken));
        var document = new RunDocument { Run = run, Revision = revision, Selection = old.Selection, ElementIds = elements, FirstStep = request.FromStep };
        return await commands.StartAsync(document, cancellationToken);
    }

    // As RunFlow and RunTask check; chosen elements are those of the ended run, so they are not selected anew.
    private async Task<int> CheckAsync(Run run, ElementFilter? selection, IReadOnlyList<long>? elements, DefinitionSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (run.Flow.Length == 0)
        {
            await check.CheckAsync(snapshot, await snapshot.FindTaskAsync(null, run.Task) ?? throw FluxError.NotFound("task", run.Task), cancellationToken);
            return elements?.Count ?? 0;
        }
        var flow = await snapshot.FindFlowAsync(null, run.Flow) ?? throw FluxError.NotFound("flow", run.Flow);
        var selected = await check.CheckAsync(snapshot, flow, elements is null ? selection ?? flow.Selection : null, run.Mode, cancellationToken);
        return elements?.Count ?? selected;
    }

    private static void Check(RerunFlowRequest request)
    {
        var violations = new Violations();
        violations.Require(Enum.IsDefined(request.Scope), "scope", "must be from_start, failed_elements or from_step");
        violations.Require(request.FromStep >= 0, "from_step", "must be the 0-based place of a step");
        violations.Require(request.FromStep == 0 || request.Scope == RerunScope.FromStep, "from_step", "is for the scope from_step only");
        RunCommands.CheckRequestId(violations, request.RequestId);
        violations.ThrowIfAny();
    }

    private static async Task CheckStepAsync(RerunFlowRequest request, Run old, DefinitionSnapshot snapshot)
    {
        if (request.Scope != RerunScope.FromStep)
            return;
        var steps = old.Flow.Length == 0 ? 0 : (await snapshot.FindFlowAsync(null, old.Flow))?.Tasks.Count ?? 0;
        if (steps == 0)
            throw Refused("FLOW_HAS_NO_STEPS", request, "the flow has no list of tasks to begin in the middle of; run it again from the start, or only its failed elements");
        if (request.FromStep >= steps)
            throw FluxError.InvalidArgument("from_step", $"the flow has {steps} steps; give 0 to {steps - 1}");
    }

    private async Task<IReadOnlyList<long>> UnfinishedAsync(RerunFlowRequest request, CancellationToken cancellationToken)
    {
        var found = new List<ElementResult>();
        foreach (var state in new[] { WorkState.Failed, WorkState.Cancelled })
        {
            var query = DocumentQuery.All.Where("state", DocumentOperator.Equal, ElementDocument.StateKey(request.RunId, state));
            await foreach (var element in store.ReadAllAsync(ElementDocument.Type, query, Page, cancellationToken))
                found.Add(element.Value.Result);
        }
        return found.Count > 0
            ? [.. found.OrderBy(e => e.Index).Select(e => e.ElementId)]
            : throw Refused("NOTHING_TO_RERUN", request, "no element of the run failed or was cancelled");
    }

    private static bool IsWhole(RerunFlowRequest request) => request.Scope is RerunScope.Unspecified or RerunScope.FromStart;

    private static FluxException Refused(string reason, RerunFlowRequest request, string why) => FluxError.FailedPrecondition(reason, $"runs/{request.RunId}", why);
}
