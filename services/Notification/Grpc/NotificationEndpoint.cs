using Flux.Contracts.Notification.V1;
using Flux.Events;
using Flux.Notification.Catalog;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Grpc.Core;

namespace Flux.Notification.Grpc;

/// <summary>The gRPC face: maps and calls.</summary>
internal sealed class NotificationEndpoint(
    BundleApplier applier, CatalogEditor editor, CatalogReader catalog, CatalogRemover remover, DraftReader drafts, MailComposer composer, MailSender sender, BatchSender batches, RunContext runs, Outbox outbox, Dispatcher dispatcher, DeliveryFeed feed, EventFeed events)
    : NotificationService.NotificationServiceBase
{
    public override async Task<ApplyNotificationResponse> ApplyNotification(ApplyNotificationRequest request, ServerCallContext context) =>
        new() { Resources = { await applier.ApplyAsync(request, context.CancellationToken) } };

    public override async Task<GetEmailServiceResponse> GetEmailService(GetEmailServiceRequest request, ServerCallContext context) =>
        new() { Service = (await catalog.ServiceAsync(request.Name, context.CancellationToken)).ToContract() };

    public override async Task<ListEmailServicesResponse> ListEmailServices(ListEmailServicesRequest request, ServerCallContext context)
    {
        var page = await catalog.PageAsync(EmailServiceRecord.Type, request.PageSize, request.PageToken, context.CancellationToken);
        return new ListEmailServicesResponse { Services = { page.Items.Select(service => service.ToContract()) }, NextPageToken = page.NextToken ?? "" };
    }

    public override async Task<CreateEmailServiceResponse> CreateEmailService(CreateEmailServiceRequest request, ServerCallContext context) =>
        new() { Service = await editor.CreateAsync(request, context.CancellationToken) };

    public override async Task<UpdateEmailServiceResponse> UpdateEmailService(UpdateEmailServiceRequest request, ServerCallContext context) =>
        new() { Service = await editor.UpdateAsync(request, context.CancellationToken) };

    public override async Task<DeleteEmailServiceResponse> DeleteEmailService(DeleteEmailServiceRequest request, ServerCallContext context)
    {
        await remover.RemoveServiceAsync(request.Name, request.Etag, request.ValidateOnly, context.CancellationToken);
        return new DeleteEmailServiceResponse();
    }

    public override async Task<GetEmailTemplateResponse> GetEmailTemplate(GetEmailTemplateRequest request, ServerCallContext context) =>
        new() { Template = (await catalog.RequiredTemplateAsync(request.Name, request.Version, context.CancellationToken)).ToContract() };

    public override async Task<ListEmailTemplatesResponse> ListEmailTemplates(ListEmailTemplatesRequest request, ServerCallContext context)
    {
        var page = await catalog.PageAsync(EmailTemplateRecord.Type, request.PageSize, request.PageToken, context.CancellationToken);
        return new ListEmailTemplatesResponse { Templates = { page.Items.Select(template => template.ToContract()) }, NextPageToken = page.NextToken ?? "" };
    }

    public override async Task<ListEmailTemplateVersionsResponse> ListEmailTemplateVersions(ListEmailTemplateVersionsRequest request, ServerCallContext context)
    {
        var page = await catalog.VersionsAsync(request.Name, request.PageSize, request.PageToken, context.CancellationToken);
        return new ListEmailTemplateVersionsResponse { Templates = { page.Items.Select(template => template.ToContract()) }, NextPageToken = page.NextToken ?? "" };
    }

    public override async Task<CreateEmailTemplateResponse> CreateEmailTemplate(CreateEmailTemplateRequest request, ServerCallContext context) =>
        new() { Template = await editor.CreateAsync(request, context.CancellationToken) };

    public override async Task<UpdateEmailTemplateResponse> UpdateEmailTemplate(UpdateEmailTemplateRequest request, ServerCallContext context) =>
        new() { Template = await editor.UpdateAsync(request, context.CancellationToken) };

    public override async Task<DeleteEmailTemplateResponse> DeleteEmailTemplate(DeleteEmailTemplateRequest request, ServerCallContext context)
    {
        await remover.RemoveTemplateAsync(request.Name, request.Etag, request.ValidateOnly, context.CancellationToken);
        return new DeleteEmailTemplateResponse();
    }

    public override async Task<RenderPreviewResponse> RenderPreview(RenderPreviewRequest request, ServerCallContext context)
    {
        if (request.RunId.Length > 0)
            (request.Message ??= new Message()).ContextJson = await runs.ReadAsync(request, context.CancellationToken);
        var draft = await drafts.ReadAsync(request.Message, context.CancellationToken);
        return new RenderPreviewResponse { Mail = (await composer.ComposeAsync(draft, context.CancellationToken)).ToContract() };
    }

    public override async Task<SendResponse> Send(SendRequest request, ServerCallContext context)
    {
        var (id, delivery, isDuplicate) = await sender.SendAsync(request, context.CancellationToken);
        return new SendResponse { Delivery = delivery.ToContract(id, isDuplicate) };
    }

    public override async Task<SendBatchResponse> SendBatch(SendBatchRequest request, ServerCallContext context) => new()
    {
        Deliveries = { (await batches.SendAsync(request, context.CancellationToken)).Select(each => each.Delivery.Value.ToContract(each.Delivery.Id, each.IsDuplicate)) },
    };

    public override async Task<GetDeliveryResponse> GetDelivery(GetDeliveryRequest request, ServerCallContext context) =>
        new() { Delivery = (await outbox.GetAsync(request.Id, context.CancellationToken)).ToContract() };

    public override async Task<ListDeliveriesResponse> ListDeliveries(ListDeliveriesRequest request, ServerCallContext context)
    {
        var page = await outbox.ListAsync(request.IdempotencyKeyPrefix, request.States.ToStatuses(), request.PageSize, request.PageToken, context.CancellationToken);
        return new ListDeliveriesResponse { Deliveries = { page.Items.Select(delivery => delivery.ToContract()) }, NextPageToken = page.NextToken ?? "" };
    }

    public override async Task WatchDeliveries(WatchDeliveriesRequest request, IServerStreamWriter<WatchDeliveriesResponse> responseStream, ServerCallContext context)
    {
        using var watch = feed.Watch();
        await context.WriteResponseHeadersAsync([]);
        await foreach (var delivery in watch.ReadAsync(context.CancellationToken))
        {
            if (delivery.Value.IdempotencyKey.StartsWith(request.IdempotencyKeyPrefix, StringComparison.Ordinal))
                await responseStream.WriteAsync(new WatchDeliveriesResponse { Delivery = delivery.ToContract() }, context.CancellationToken);
        }
    }

    public override async Task WatchEvents(WatchEventsRequest request, IServerStreamWriter<WatchEventsResponse> responseStream, ServerCallContext context)
    {
        var watch = await events.OpenAsync(request.HasAfterSequence ? request.AfterSequence : null, request.Types_, context.CancellationToken);
        await context.WriteResponseHeadersAsync([]);
        await foreach (var item in watch)
            await responseStream.WriteAsync(new WatchEventsResponse { Event = item }, context.CancellationToken);
    }

    public override async Task<RetryDeliveryResponse> RetryDelivery(RetryDeliveryRequest request, ServerCallContext context) =>
        new() { Delivery = (await dispatcher.RetryAsync(request.Id, request.ValidateOnly, context.CancellationToken)).ToContract(request.Id) };

    public override async Task<CancelDeliveryResponse> CancelDelivery(CancelDeliveryRequest request, ServerCallContext context) =>
        new() { Delivery = (await dispatcher.CancelAsync(request.Id, request.ValidateOnly, context.CancellationToken)).ToContract(request.Id) };
}
