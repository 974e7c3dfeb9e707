using Flux.Contracts.Notification.V1;

namespace Flux.FlowOrchestrator.Ports;

/// <summary>E-mail. Every method throws <see cref="Common.FailureException"/> when the call fails.</summary>
internal interface IMail
{
    /// <summary>Renders and sends one mail.</summary>
    Task<Delivery> SendAsync(SendRequest request, CancellationToken cancellationToken);

    /// <summary>Whether an e-mail service of this name exists.</summary>
    Task<bool> ServiceExistsAsync(string name, CancellationToken cancellationToken);
}
