using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Device.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>What the scripts of a task can reach: its element, its device, the run's log.</summary>
internal sealed class TaskScriptHost(TaskExecution execution, ElementCalls calls, IDevices devices) : IScriptHost
{
    /// <inheritdoc/>
    public async Task<JsonNode?> CallAsync(string function, JsonObject arguments, CancellationToken cancellationToken)
    {
        try
        {
            return function == "wait_for_connect"
                ? await WaitForConnectAsync(arguments, cancellationToken)
                : await calls.CallAsync(execution.Run, execution.Element, execution.Original, function, arguments, cancellationToken);
        }
        catch (FailureException e)
        {
            throw ScriptErrors.Of(e);
        }
    }

    /// <inheritdoc/>
    public ValueTask LogAsync(RunLogLevel level, string message)
    {
        execution.Log(level, message);
        return execution.Run.Journal.RoomAsync();
    }

    private async Task<JsonNode?> WaitForConnectAsync(JsonObject arguments, CancellationToken cancellationToken)
    {
        if (arguments["user_msg"] is { } message)
            execution.Log(RunLogLevel.Info, Json.Text(message));
        var connected = await devices.WaitForConnectAsync(
            new WaitForConnectRequest
            {
                ElementId = execution.Element.Id,
                Timeout = Seconds(arguments, "timeout", 10),
                Retry = CallArguments.Read(arguments, "retry", 1),
                Sleep = Seconds(arguments, "sleep", 30),
            },
            cancellationToken);
        return JsonValue.Create(connected);
    }

    // As script-runner's own check: an honest script cannot ask for more.
    private static Duration Seconds(JsonObject arguments, string name, double otherwise) =>
        CallArguments.Read(arguments, name, otherwise) is >= 0 and < 1e9 and var seconds
            ? Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds))
            : throw new ScriptCallException("ValueError", $"{name} must be a number of seconds, 0 or more");
}
