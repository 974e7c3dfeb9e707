namespace Flux.Notification.Catalog;

/// <summary>A stored template as it was when a mail was made of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Which of its versions.</param>
internal sealed record TemplateUse(string Name, long Version);
