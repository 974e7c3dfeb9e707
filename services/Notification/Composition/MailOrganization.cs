using System.Text.Json;
using Flux.Contracts.Notification.V1;
using Flux.Notification.Catalog;

namespace Flux.Notification.Composition;

/// <summary>Whose mail a message is: as the message says, else its service, else that of the element in its context.</summary>
internal static class MailOrganization
{
    /// <summary>Name, or the number that elements have; empty when nobody says.</summary>
    public static string Of(Message message, EmailServiceRecord service) =>
        message.Organization.Length > 0 ? message.Organization : service.Organization.Length > 0 ? service.Organization : OfElement(message.ContextJson);

    private static string OfElement(string contextJson)
    {
        // A context that is no JSON is refused by its own check.
        if (contextJson.Length == 0 || MailContext.Check(contextJson) is not null)
            return "";
        using var context = JsonDocument.Parse(contextJson, MailContext.Reading);
        var found = ContextValue.Find(context.RootElement, "element.organization.name") ?? ContextValue.Find(context.RootElement, "element.organization");
        return found is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : "";
    }
}
