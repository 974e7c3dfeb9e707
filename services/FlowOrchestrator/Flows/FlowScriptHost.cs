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
internal sealed class FlowScriptHost(RunScope run, Flow flow, FlowScriptCalls calls, RunElement? current, bool refresh) : IScriptHost
{
    /// <inheritdoc/>
    public async Task<JsonNode?> CallAsync(string function, JsonObject arguments, CancellationToken cancellationToken)
    {
        await run.Active.PassAsync(cancellationToken);
        try
        {
            switch (function)
            {
                case "run_task":
                    return await AnswerAsync(await calls.RunTaskAsync(run, flow, current, FlowCall.Read(arguments), cancellationToken), cancellationToken);
                case "run_flow":
                    return await AnswerAsync(await calls.RunFlowAsync(run, current, FlowCall.Read(arguments), cancellationToken), cancellationToken);
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

    /// <inheritdoc/>
    public ValueTask LogAsync(RunLogLevel level, string message)
    {
        run.Log(level, message, current);
        return run.Journal.RoomAsync();
    }

    private async Task<JsonNode?> AnswerAsync(JsonObject result, CancellationToken cancellationToken)
    {
        if (!refresh)
            return result;
        return new JsonObject { ["result"] = result, ["flow_context"] = await calls.ViewAsync(run, current, cancellationToken) };
    }
}
