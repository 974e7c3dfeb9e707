using Flux.Contracts.Notification.V1;
using Flux.Notification.Grpc;

namespace Flux.Notification.Catalog;

/// <summary>The kinds of the catalog.</summary>
internal static class CatalogKinds
{
    public static readonly CatalogKind<EmailService, EmailServiceRecord> Services = new(
        "service", "email service", EmailServiceRecord.Type, ["id", "etag"], service => (service.Id, service.Name, service.Etag),
        service => new ApplyNotificationRequest { Services = { service } }, document => document.ToContract());

    public static readonly CatalogKind<EmailTemplate, EmailTemplateRecord> Templates = new(
        "template", "email template", EmailTemplateRecord.Type, ["id", "etag", "version", "update_time"], template => (template.Id, template.Name, template.Etag),
        template => new ApplyNotificationRequest { Templates = { template } }, document => document.ToContract());
}
