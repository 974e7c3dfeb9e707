using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>Runs the execution script of a flow: for one element of a serial flow, or for all of a parallel one (seed 000).</summary>
internal sealed class FlowScripts(IScripts scripts, FlowEntries entries, FlowScriptCalls calls, FlowOptions options)
{
    private const string View = "flow_context";
    private const string Entry = "flow_entry";

    /// <summary>Runs the script of a serial flow for one element.</summary>
    public async Task<FlowScriptOutcome> RunSerialAsync(RunScope run, Flow flow, RunElement element, CancellationToken cancellationToken)
    {
        var looks = SourceMentions.FlowContext(flow.ExecutionScript, parallel: false);
        // A nested flow's script sees the elements of its parent (seed 000: "elements"), a root's None.
        var parent = run.Parent is { } p ? await entries.ViewAsync(p, SourceMentions.ElementContexts(flow.ExecutionScript), int.MaxValue - 1, cancellationToken) : null;
        var inputs = new Dictionary<string, JsonNode?>
        {
            ["flow_variables"] = FlowVariables.Of(run.User),
            [View] = await entries.ViewAsync(run, looks, element.Index, cancellationToken),
            ["elements"] = parent,
            ["current"] = element.Index,
            ["last"] = run.Board.Elements.Count - 1,
        };
        return await RunAsync(run, flow, ScriptKind.FlowSerial, inputs, looks, element, cancellationToken);
    }

    /// <summary>Runs the script of a parallel flow.</summary>
    public async Task<FlowScriptOutcome> RunParallelAsync(RunScope run, Flow flow, CancellationToken cancellationToken)
    {
        var looks = SourceMentions.FlowContext(flow.ExecutionScript, parallel: true);
        var view = await entries.ViewAsync(run, looks, int.MaxValue - 1, cancellationToken);
        var inputs = new Dictionary<string, JsonNode?>
        {
            ["flow_variables"] = FlowVariables.Of(run.User),
            [View] = view,
            ["elements"] = view?.DeepClone() ?? new JsonArray([.. run.Board.Elements.Select(FlowEntries.Empty)]),
        };
        return await RunAsync(run, flow, ScriptKind.FlowParallel, inputs, looks, null, cancellationToken);
    }

    private async Task<FlowScriptOutcome> RunAsync(
        RunScope run, Flow flow, ScriptKind kind, Dictionary<string, JsonNode?> inputs, bool looks, RunElement? element, CancellationToken cancellationToken)
    {
        var path = element is null ? "f" : $"e{element.Index:D8}";
        if (looks || inputs.Values.Any(v => v is JsonArray { Count: > 0 }))
            inputs = await KeptAsync(run, path, inputs, element, cancellationToken);
        var host = new FlowScriptHost(run, flow, calls, element, looks, path, await run.Calls.CountAsync(path, cancellationToken));
        var job = new ScriptJob(kind, $"flow {flow.ShortName} / execution_script", flow.ExecutionScript, inputs, options.FlowScriptTimeout, run.Tenant, Determinism(run, path, element));
        var outcome = await scripts.ExecuteAsync(job, host, cancellationToken);
        if (outcome.Stdout.Length > 0)
            run.Log(RunLogLevel.Debug, $"printed: {outcome.Stdout.TrimEnd()}", element);
        var mask = run.Secrets.All;
        return new FlowScriptOutcome(
            outcome.Failure is null ? null : Failures.Masked(outcome.Failure, mask.Apply),
            mask.Apply(Text(outcome.Outputs["action_status"])),
            mask.Apply(Text(outcome.Outputs["action_info"])));
    }

    // A script that is run again must see what it saw, not what has become of it. In a serial flow only the current element's entry can have changed since.
    private static async Task<Dictionary<string, JsonNode?>> KeptAsync(
        RunScope run, string path, Dictionary<string, JsonNode?> inputs, RunElement? element, CancellationToken cancellationToken)
    {
        var view = element is null ? null : inputs[View] as JsonArray;
        var hash = CallBook.Hash("inputs", null);
        if (await run.Calls.FindAsync(path + "/inputs", hash, "inputs", cancellationToken) is { Count: > 0 } known)
        {
            var kept = known.ToDictionary(i => i.Key, i => i.Value?.DeepClone());
            if (!kept.Remove(Entry, out var entry))
                return kept;
            if (view is not null)
                view[element!.Index] = entry;
            kept[View] = view;
            return kept;
        }
        var record = new JsonObject();
        foreach (var (name, value) in inputs)
        {
            if (view is not null && name == View)
                record[Entry] = view[element!.Index]?.DeepClone();
            else
                record[name] = value?.DeepClone();
        }
        run.Journal.PutCall(run.Calls.Write(path + "/inputs", hash, record));
        return inputs;
    }

    // The same clock and the same random numbers each time.
    private static Determinism Determinism(RunScope run, string path, RunElement? element) => new()
    {
        Time = (element is null ? null : run.Board.ResultOf(element.Id).StartTime) ?? run.Journal.Snapshot().StartTime,
        Seed = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{run.Id}/{path}"))),
    };

    private static string Text(JsonNode? value) => value is null ? "" : Json.Text(value);
}
