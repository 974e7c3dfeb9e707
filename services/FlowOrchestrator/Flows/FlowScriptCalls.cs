using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Context.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>The functions of flow scripts (semantics 4.6, 4.7).</summary>
internal sealed class FlowScriptCalls(TaskRunner tasks, FlowTasks flowTasks, FlowEntries entries, NestedFlows nested, ElementCalls elementCalls, IContexts contexts)
{
    // What an answer to script-runner may have; a fan-out over thousands of elements leaves the steps out then.
    private const int MostCharacters = 4 << 20;

    /// <summary>Runs a task: on the current element, or in a parallel flow on several at once.</summary>
    /// <returns>The result, or <c>{element id: result}</c> in a parallel flow.</returns>
    /// <exception cref="ScriptCallException">LookupError: there is no such task, or an element is none of the flow's.</exception>
    public async Task<JsonObject> RunTaskAsync(RunScope run, Flow flow, RunElement? current, FlowCall call, string place, CancellationToken cancellationToken)
    {
        var task = await call.FindTaskAsync(run);
        if (current is not null)
            return (await tasks.RunAsync(run, current, task, call.Retry, place, cancellationToken)).ToJson();
        var outcomes = await flowTasks.ForAllAsync(
            run, flow, Targets(run, call), async (element, ct) => await tasks.RunAsync(run, element, task, call.Retry, place, ct), cancellationToken);
        var result = ToJson(outcomes, withSteps: true);
        if (Json.Write(result).Length <= MostCharacters)
            return result;
        run.Log(RunLogLevel.Warning, $"run_task('{task.ShortName}') returns no steps: they have more than {MostCharacters} characters", task: task.ShortName);
        return ToJson(outcomes, withSteps: false);
    }

    /// <summary>Runs another flow and waits for its end.</summary>
    public async Task<JsonObject> RunFlowAsync(RunScope run, RunElement? current, FlowCall call, string place, CancellationToken cancellationToken)
    {
        var flow = await call.FindFlowAsync(run);
        // Semantics 4.7: the current element by default, all of them in a parallel parent.
        var elements = call.Elements ?? (current is null ? [.. Alive(run).Select(e => e.Id)] : [current.Id]);
        for (var attempt = 1; ; attempt++)
        {
            var result = await nested.RunAsync(run, flow, elements, $"{place}#{attempt}", lastAttempt: attempt >= call.Retry.Attempts, cancellationToken);
            if (attempt >= call.Retry.Attempts || (string?)result["status"] == "OK")
                return result;
            await nested.DelayAsync(call.Retry.Delay, cancellationToken);
        }
    }

    /// <summary>Answers a call of a serial script's <c>element</c>.</summary>
    public async Task<JsonNode?> ElementAsync(RunScope run, RunElement element, string function, JsonObject arguments, CancellationToken cancellationToken)
    {
        var context = new JsonObject();
        if (function == "element.fetch")
        {
            var read = await contexts.GetFlowContextAsync(new GetFlowContextRequest { RunId = run.Id, ElementIds = { element.Id } }, cancellationToken);
            context = (Json.Parse(read.EntriesJson) as JsonArray)?[0]?["context"] as JsonObject ?? [];
        }
        return await elementCalls.CallAsync(run, element, context, function, arguments, cancellationToken);
    }

    /// <summary>The flow context as the script of a parallel flow sees it now.</summary>
    public Task<JsonArray?> ViewAsync(RunScope run, CancellationToken cancellationToken) => entries.ViewAsync(run, wanted: true, int.MaxValue - 1, cancellationToken);

    /// <summary>The entry of one element as it is now.</summary>
    public Task<JsonObject> EntryAsync(RunScope run, RunElement element, CancellationToken cancellationToken) => entries.EntryAsync(run, element, cancellationToken);

    private static List<RunElement> Targets(RunScope run, FlowCall call)
    {
        if (call.Elements is null)
            return [.. Alive(run)];
        var known = run.Board.Elements.ToDictionary(e => e.Id);
        return [.. call.Elements.Select(id => known.GetValueOrDefault(id) ?? throw new ScriptCallException("LookupError", $"element {id} is none of this flow's elements"))];
    }

    // An element that could not even enter the run (deleted meanwhile) has its result already.
    private static IEnumerable<RunElement> Alive(RunScope run) => run.Board.Elements.Where(e => !RunStates.IsFinal(run.Board.StateOf(e.Id)));

    private static JsonObject ToJson(IReadOnlyDictionary<long, TaskOutcome> outcomes, bool withSteps)
    {
        var json = new JsonObject();
        foreach (var (id, outcome) in outcomes.OrderBy(o => o.Key))
            json[id.ToString()] = outcome.ToJson(withSteps);
        return json;
    }
}
