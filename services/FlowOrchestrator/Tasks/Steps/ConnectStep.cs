using System.Text.Json.Nodes;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>Step 3: connects to the element and logs in, when there are commands for it. Result: platform and prompt.</summary>
internal sealed class ConnectStep(IDevices devices) : ITaskStep
{
    /// <inheritdoc/>
    public string Name => StepNames.Connect;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => execution.Task.TaskClass == TaskClass.Cli && CommandLines.Of(execution.ModelOut).Count > 0;

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var request = new OpenSessionRequest { ElementId = execution.Element.Id, Purpose = $"run {execution.Run.Id}/{execution.Task.ShortName}" };
        var session = await devices.OpenAsync(request, cancellationToken);
        execution.SessionId = session.SessionId;
        return new JsonObject
        {
            ["platform"] = session.Platform,
            ["prompt"] = session.Prompt,
            ["host_key_fingerprint"] = session.HostKeyFingerprint,
            ["host_key_pinned"] = session.HostKeyPinned,
        };
    }
}
