namespace Flux.Notification.Composition;

/// <summary>A header field that a service or a caller adds.</summary>
/// <param name="Name">ASCII letters, digits and hyphens.</param>
/// <param name="Value">One line of any script; in a draft perhaps a Django template.</param>
internal sealed record MailHeader(string Name, string Value);
