using System.Text;
using System.Text.RegularExpressions;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;

namespace Flux.Notification.Composition;

/// <summary>Checks the files of a message.</summary>
internal static partial class AttachmentReader
{
    private const int MaxFiles = 20;
    private const int MaxBytes = 4 * 1024 * 1024;
    private const int MaxName = 200;

    /// <summary>The files; whatever is wrong with them becomes a violation.</summary>
    public static IReadOnlyList<MailAttachment> Attachments(this Violations violations, IReadOnlyList<Attachment> attachments, string path)
    {
        violations.Require(attachments.Count <= MaxFiles, path, $"must be at most {MaxFiles} files");
        violations.Require(attachments.Sum(file => (long)file.Content.Length) <= MaxBytes, path, "must have at most 4 MiB in all");
        var files = new List<MailAttachment>();
        for (var i = 0; i < attachments.Count; i++)
        {
            var file = attachments[i];
            violations.Require(
                file.FileName.Length > 0 && Encoding.UTF8.GetByteCount(file.FileName) <= MaxName && !file.FileName.Any(c => char.IsControl(c) || c is '/' or '\\'),
                $"{path}[{i}].file_name",
                $"must have 1 to {MaxName} bytes and neither folders nor control characters");
            violations.Require(
                file.MediaType.Length == 0 || (MediaType().IsMatch(file.MediaType) && !file.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)),
                $"{path}[{i}].media_type",
                "must be a type and subtype such as text/csv, without parameters");
            files.Add(new MailAttachment(file.FileName, file.MediaType.Length == 0 ? "application/octet-stream" : file.MediaType, file.Content.ToByteArray()));
        }

        return files;
    }

    [GeneratedRegex("^[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}$", RegexOptions.CultureInvariant)]
    private static partial Regex MediaType();
}
