using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>What a flow script can reach: tasks, flows, and in a serial flow its element.</summary>
/// <param name="run">The run.</param>
/// <param name="flow">The flow.</param>
/// <param name="calls">Does the work.</param>
/// <param name="current">The element of a serial flow; null in a parallel one.</param>
/// <param name="refresh">The script looks at the flow context, so each run_task and run_flow brings it up to date (semantics 2.7).</param>
/// <param name="path">The script's place in the run.</param>
/// <param name="finished">How many of its calls were finished before the run was taken over.</param>
internal sealed class FlowScriptHost(RunScope run, Flow flow, FlowScriptCalls calls, RunElement? current, bool refresh, string path, int finished) : IScriptHost
{
    private int _calls;

    /// <inheritdoc/>
    public async Task<JsonNode?> CallAsync(string function, JsonObject arguments, CancellationToken cancellationToken)
    {
        await run.Active.PassAsync(cancellationToken);
        var place = $"{path}/c{++_calls:D6}";
        var hash = CallBook.Hash(function, arguments);
        var known = await run.Calls.FindAsync(place + "!", hash, function, cancellationToken);
        if (known?.ContainsKey("value") == true)
            return known["value"]?.DeepClone();
        if (known?["error"] is JsonObject error)
            throw new ScriptCallException((string)error["type"]!, (string)error["message"]!);
        var record = new JsonObject();
        try
        {
            var answer = await DoAsync(function, arguments, place, cancellationToken);
            // Without the flow context, the tasks' own records make the same answer again.
            if (function != "run_task" || refresh)
                record["value"] = answer?.DeepClone();
            return answer;
        }
        catch (ScriptCallException e)
        {
            record["error"] = new JsonObject { ["type"] = e.Type, ["message"] = e.Message };
            throw;
        }
        finally
        {
            if (!run.Token.IsCancellationRequested && known is null)
                run.Journal.PutCall(run.Calls.Write(place + "!", hash, record));
        }
    }

    /// <inheritdoc/>
    public ValueTask LogAsync(RunLogLevel level, string message)
    {
        // Said already, before the run was taken over.
        if (_calls < finished)
            return ValueTask.CompletedTask;
        run.Log(level, message, current);
        return run.Journal.RoomAsync();
    }

    private async Task<JsonNode?> DoAsync(string function, JsonObject arguments, string place, CancellationToken cancellationToken)
    {
        try
        {
            switch (function)
            {
                case "run_task":
                    return await AnswerAsync(await calls.RunTaskAsync(run, flow, current, FlowCall.Read(arguments), place, cancellationToken), cancellationToken);
                case "run_flow":
                    return await AnswerAsync(await calls.RunFlowAsync(run, current, FlowCall.Read(arguments), place, cancellationToken), cancellationToken);
                default:
                    return current is null
                        ? throw new ScriptCallException("RuntimeError", $"{function} cannot be called from the script of a parallel flow")
                        : await calls.ElementAsync(run, current, function, arguments, cancellationToken);
            }
        }
        catch (FailureException e) when (!run.Token.IsCancellationRequested)
        {
            throw ScriptErrors.Of(e);
        }
    }

    private async Task<JsonNode?> AnswerAsync(JsonObject result, CancellationToken cancellationToken)
    {
        if (!refresh)
            return result;
        // The entries of earlier elements of a serial flow do not change any more: sent, and kept for a replay, with each call they would grow with the square.
        return current is null
            ? new JsonObject { ["result"] = result, ["flow_context"] = await calls.ViewAsync(run, cancellationToken) }
            : new JsonObject { ["result"] = result, ["flow_entry"] = await calls.EntryAsync(run, current, cancellationToken) };
    }
}
