using Flux.Contracts.Notification.V1;
using Flux.Notification.Catalog;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Grpc.Core;

namespace Flux.Notification.Grpc;

/// <summary>The gRPC face: maps and calls.</summary>
internal sealed class NotificationEndpoint(BundleApplier applier, CatalogReader catalog, DraftReader drafts, MailComposer composer, MailSender sender, Outbox outbox)
    : NotificationService.NotificationServiceBase
{
    public override async Task<ApplyNotificationResponse> ApplyNotification(ApplyNotificationRequest request, ServerCallContext context) =>
        new() { Resources = { await applier.ApplyAsync(request, context.CancellationToken) } };

    public override async Task<GetEmailServiceResponse> GetEmailService(GetEmailServiceRequest request, ServerCallContext context) =>
        new() { Service = (await catalog.ServiceAsync(request.Name, context.CancellationToken)).ToContract() };

    public override async Task<ListEmailServicesResponse> ListEmailServices(ListEmailServicesRequest request, ServerCallContext context)
    {
        var page = await catalog.ServicesAsync(PageSize.Of(request.PageSize), request.PageToken, context.CancellationToken);
        return new ListEmailServicesResponse { Services = { page.Items.Select(service => service.ToContract()) }, NextPageToken = page.NextToken ?? "" };
    }

    public override async Task<RenderPreviewResponse> RenderPreview(RenderPreviewRequest request, ServerCallContext context)
    {
        var draft = await drafts.ReadAsync(request.Message, context.CancellationToken);
        return new RenderPreviewResponse { Mail = (await composer.ComposeAsync(draft, context.CancellationToken)).ToContract() };
    }

    public override async Task<SendResponse> Send(SendRequest request, ServerCallContext context)
    {
        var (id, delivery, isDuplicate) = await sender.SendAsync(request, context.CancellationToken);
        return new SendResponse { Delivery = delivery.ToContract(id, isDuplicate) };
    }

    public override async Task<GetDeliveryResponse> GetDelivery(GetDeliveryRequest request, ServerCallContext context) =>
        new() { Delivery = (await outbox.GetAsync(request.Id, context.CancellationToken)).Value.ToContract(request.Id) };

    public override async Task<ListDeliveriesResponse> ListDeliveries(ListDeliveriesRequest request, ServerCallContext context)
    {
        var page = await outbox.ListAsync(request.IdempotencyKeyPrefix, PageSize.Of(request.PageSize), request.PageToken, context.CancellationToken);
        return new ListDeliveriesResponse { Deliveries = { page.Items.Select(delivery => delivery.Value.ToContract(delivery.Id)) }, NextPageToken = page.NextToken ?? "" };
    }
}
