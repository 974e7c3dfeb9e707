using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>
/// run_flow: a run of its own with its own flow context, under its parent and stopped with it (semantics 4.7). A cycle of flows ends at the
/// greatest depth. What fails on an element there fails it here.
/// </summary>
internal sealed class NestedFlows(Lazy<RunEngine> engine, FlowOptions options, TimeProvider clock)
{
    /// <summary>Runs a flow on elements and waits for its end.</summary>
    /// <param name="parent">The run that calls.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="elementIds">Its elements.</param>
    /// <param name="place">The place of the call in the parent.</param>
    /// <param name="lastAttempt">Failures are noted on the parent's elements; a retry may still put them right.</param>
    /// <param name="cancellationToken">Stops waiting; the child stops with its parent.</param>
    /// <returns><c>{"status", "run_id", "action_status", "action_info", "elements": {id: {"status", ...}}}</c>, and <c>"error"</c> when the nested run failed as a whole.</returns>
    /// <exception cref="ScriptCallException">RuntimeError: nested too deeply.</exception>
    public async Task<JsonObject> RunAsync(RunScope parent, Flow flow, IReadOnlyList<long> elementIds, string place, bool lastAttempt, CancellationToken cancellationToken)
    {
        if (parent.Document.Depth >= options.MaxDepth)
            throw new ScriptCallException("RuntimeError", $"run_flow('{flow.ShortName}') would nest flows more than {options.MaxDepth} levels deep; does a flow call itself?");
        var own = parent.Board.Elements.Select(e => e.Id).ToHashSet();
        foreach (var id in elementIds.Where(own.Contains))
            parent.Board.Begin(id);
        var child = await engine.Value.RunChildAsync(parent, flow, elementIds, place);
        cancellationToken.ThrowIfCancellationRequested();
        var (run, results) = child;
        if (run.State != RunState.Completed)
            parent.Log(RunLogLevel.Warning, $"nested flow '{run.Flow}' ended {run.State.ToString().ToUpperInvariant()} as run {run.Id}{(run.Failure is null ? "" : $": {run.Failure.Message}")}");
        if (run.State != RunState.Completed && lastAttempt)
            Note(parent, run, results, elementIds.Where(own.Contains));
        return ToJson(run, results);
    }

    /// <summary>Waits between two attempts.</summary>
    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, clock, cancellationToken);

    private static void Note(RunScope parent, Run run, IReadOnlyList<ElementResult> results, IEnumerable<long> elementIds)
    {
        var failures = results.Where(r => r.State is WorkState.Failed or WorkState.Cancelled).ToDictionary(r => r.ElementId, r => r.Failure);
        foreach (var id in elementIds)
        {
            var failure = failures.GetValueOrDefault(id) ?? run.Failure;
            if (failure is not null)
                parent.Board.Note(id, failure);
            else if (run.State == RunState.Cancelled)
                parent.Board.Note(id, Failures.Of(Failures.Cancelled, $"the nested run {run.Id} was cancelled"));
        }
    }

    private static JsonObject ToJson(Run run, IReadOnlyList<ElementResult> results)
    {
        var elements = new JsonObject();
        foreach (var result in results)
        {
            var element = new JsonObject { ["status"] = Status(result.State), ["action_status"] = result.ActionStatus, ["action_info"] = result.ActionInfo };
            if (result.Failure is not null)
                element["error"] = Failures.ToJson(result.Failure);
            elements[result.ElementId.ToString()] = element;
        }
        var json = new JsonObject
        {
            ["status"] = run.State == RunState.Completed ? "OK" : "ERROR",
            ["run_id"] = run.Id,
            ["action_status"] = run.ActionStatus,
            ["action_info"] = run.ActionInfo,
            ["elements"] = elements,
        };
        if (run.Failure is not null)
            json["error"] = Failures.ToJson(run.Failure);
        return json;
    }

    private static string Status(WorkState state) => state switch
    {
        WorkState.Completed => "OK",
        WorkState.Skipped => "SKIPPED",
        _ => "ERROR",
    };
}
