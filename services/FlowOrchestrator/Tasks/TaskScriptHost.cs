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
                Timeout = Seconds(arguments["timeout"], 10),
                Retry = arguments["retry"]?.GetValue<int>() ?? 1,
                Sleep = Seconds(arguments["sleep"], 30),
            },
            cancellationToken);
        return JsonValue.Create(connected);
    }

    private static Duration Seconds(JsonNode? value, double otherwise) => Duration.FromTimeSpan(TimeSpan.FromSeconds(value?.GetValue<double>() ?? otherwise));
}
