using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>Step 4 of CLI tasks: sends the commands. Result: the whole output as text; <c>data</c> has it whole and by command.</summary>
internal sealed class SendCommandsStep(IDevices devices) : ITaskStep
{
    /// <inheritdoc/>
    public string Name => StepNames.ModelCommands;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => execution.SessionId.Length > 0;

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var results = await devices.SendAsync(execution.SessionId, CommandLines.Of(execution.ModelOut), cancellationToken);
        var commands = new JsonObject();
        foreach (var result in results)
            commands[result.Command] = result.Output;
        execution.CommandsOut = CommandLines.Join(results.Select(r => r.Output));
        execution.Answer = new JsonObject { ["output"] = execution.CommandsOut, ["commands"] = commands };
        if (results.FirstOrDefault(r => r.Error.Length > 0) is { } rejected)
            throw new StepFailedException(Failures.Of("COMMAND_REJECTED", $"the device rejected '{rejected.Command}': {rejected.Error}"), JsonValue.Create(execution.CommandsOut));
        return JsonValue.Create(execution.CommandsOut);
    }
}
