using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>
/// The pre-execution script: orders and filters the elements once, before anything is done to any (seed 000: processing_script on Flow).
/// What it filters out is not part of the run. It sees the elements' contexts with their secrets masked.
/// </summary>
internal sealed class PreExecution(IScripts scripts, IContexts contexts, FlowOptions options)
{
    private const int Chunk = 500;
    private const int MostCharacters = 4 << 20;

    /// <summary>Runs the script.</summary>
    /// <returns>The elements that take part, in run order.</returns>
    /// <exception cref="FailureException">The script failed.</exception>
    public async Task<IReadOnlyList<RunElement>> RunAsync(RunScope run, Flow flow, IReadOnlyList<RunElement> selected, CancellationToken cancellationToken)
    {
        if (flow.PreExecutionScript.Trim().Length == 0)
            return selected;
        var inputs = new Dictionary<string, JsonNode?> { ["elements"] = await EntriesAsync(run, flow, selected, cancellationToken) };
        var job = new ScriptJob(ScriptKind.FlowPreExecution, $"flow {flow.ShortName} / pre_execution_script", flow.PreExecutionScript, inputs, options.FlowScriptTimeout, run.Tenant);
        var outcome = await scripts.ExecuteAsync(job, new RunScriptHost(run), cancellationToken);
        if (outcome.Failure is not null)
            throw new FailureException(outcome.Failure);
        var byId = selected.ToDictionary(e => e.Id);
        var kept = new List<RunElement>();
        foreach (var id in (outcome.Outputs["elements"] as JsonArray ?? []).Select(n => n!.GetValue<long>()))
        {
            if (!byId.Remove(id, out var element))
                throw new FailureException("UNKNOWN_ELEMENT", $"the pre-execution script left element {id} in the list, which was not selected or is there twice");
            kept.Add(element with { Index = kept.Count });
        }
        return kept;
    }

    private async Task<JsonArray> EntriesAsync(RunScope run, Flow flow, IReadOnlyList<RunElement> selected, CancellationToken cancellationToken)
    {
        var entries = selected.ToDictionary(e => e.Id, FlowEntries.Empty);
        var characters = 0;
        if (SourceMentions.ElementContexts(flow.PreExecutionScript))
        {
            foreach (var chunk in selected.Chunk(Chunk))
            {
                var built = await contexts.BuildElementContextsAsync([.. chunk.Select(e => e.Id)], cancellationToken);
                characters += built.Sum(c => c.ContextJson.Length);
                if (characters > MostCharacters)
                    throw new FailureException("CONTEXT_TOO_LARGE", $"the contexts of {selected.Count} elements are too large for one script (limit {MostCharacters} characters); narrow the selection");
                foreach (var context in built)
                    entries[context.ElementId]["context"] = Json.ParseObject(context.ContextJson);
            }
        }
        return [.. selected.Select(e => entries[e.Id])];
    }
}
