namespace Flux.Notification.Composition;

/// <summary>A file sent along with a mail.</summary>
/// <param name="FileName">Shown to the reader; no folders, no control characters.</param>
/// <param name="MediaType">type/subtype.</param>
/// <param name="Content">The bytes.</param>
internal sealed record MailAttachment(string FileName, string MediaType, byte[] Content);
