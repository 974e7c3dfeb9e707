using System.Text;
using System.Text.Json;
using Flux.Hosting;

namespace Flux.Notification.Composition;

/// <summary>Makes the files of a mail: those that come as bytes, and those that are values of the context.</summary>
internal static class AttachmentMaker
{
    private const string Text = "text/plain";

    /// <param name="drafts">The files.</param>
    /// <param name="names">Their finished names.</param>
    /// <param name="contextJson">What the values are taken from; secrets are masked already.</param>
    /// <exception cref="FluxException">FAILED_PRECONDITION with reason ATTACHMENT_NOT_FOUND: the context has no such value; INVALID_ARGUMENT: a bad name, or too many bytes.</exception>
    public static IReadOnlyList<MailAttachment> Make(IReadOnlyList<AttachmentDraft> drafts, IReadOnlyList<string> names, string contextJson)
    {
        if (drafts.Count == 0)
            return [];
        using var context = JsonDocument.Parse(contextJson.Length == 0 ? "{}" : contextJson, MailContext.Reading);
        var violations = new Violations();
        var files = new List<MailAttachment>();
        foreach (var (draft, name) in drafts.Zip(names))
        {
            AttachmentReader.FileName(violations, name.Trim(), $"{draft.Field}.file_name");
            files.Add(draft.Value.Length == 0
                ? new MailAttachment(name.Trim(), draft.MediaType.Length == 0 ? "application/octet-stream" : draft.MediaType, draft.Content)
                : FromContext(draft, name.Trim(), context.RootElement));
        }

        violations.Require(files.Sum(file => (long)file.Content.Length) <= AttachmentReader.MaxBytes, "message.attachments", "must have at most 4 MiB in all");
        violations.ThrowIfAny();
        return files;
    }

    private static MailAttachment FromContext(AttachmentDraft draft, string name, JsonElement context)
    {
        var value = ContextValue.Find(context, draft.Value)
            ?? throw FluxError.FailedPrecondition("ATTACHMENT_NOT_FOUND", draft.Field, $"the context has no value '{draft.Value}' for the file '{name}'");
        var isText = value.ValueKind == JsonValueKind.String;
        var type = draft.MediaType.Length > 0 ? draft.MediaType : isText ? Text : "application/json";
        var charset = type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) ? "; charset=utf-8" : "";
        return new MailAttachment(name, type + charset, Encoding.UTF8.GetBytes(isText ? value.GetString()! : value.GetRawText()));
    }
}
