using Flux.Contracts.Notification.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Grpc.Core;
using Client = Flux.Contracts.Notification.V1.NotificationService.NotificationServiceClient;

namespace Flux.FlowOrchestrator.Adapters;

/// <summary>Notification over gRPC.</summary>
internal sealed class MailAdapter(Client client, Downstream downstream) : IMail
{
    private const string Service = "notification";

    /// <inheritdoc/>
    public async Task<Delivery> SendAsync(SendRequest request, CancellationToken cancellationToken) =>
        (await downstream.CallAsync(Service, () => client.SendAsync(request, downstream.Slow(cancellationToken)), cancellationToken)).Delivery;

    /// <inheritdoc/>
    public async Task<bool> ServiceExistsAsync(string name, CancellationToken cancellationToken)
    {
        var request = new GetEmailServiceRequest { Name = name };
        try
        {
            await downstream.CallAsync(Service, () => client.GetEmailServiceAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);
            return true;
        }
        catch (FailureException e) when (e.Code == StatusCode.NotFound)
        {
            return false;
        }
    }
}
