namespace Flux.Notification.Catalog;

/// <summary>A file that a service makes of the run's data.</summary>
/// <param name="FileName">Django template.</param>
/// <param name="MediaType">type/subtype; empty for that of the value.</param>
/// <param name="Value">Where the value is in the context.</param>
internal sealed record AttachmentRule(string FileName, string MediaType, string Value);
