namespace Flux.Notification.Composition;

/// <summary>A file that is not made yet.</summary>
/// <param name="Field">Where it was asked for, for errors.</param>
/// <param name="FileName">Its name, or the Django template of it.</param>
/// <param name="IsTemplate">Which of both.</param>
/// <param name="MediaType">type/subtype; empty for that of the value.</param>
/// <param name="Value">Where the value is in the context; empty when there are bytes.</param>
/// <param name="Content">The bytes.</param>
internal sealed record AttachmentDraft(string Field, string FileName, bool IsTemplate, string MediaType, string Value, byte[] Content);
