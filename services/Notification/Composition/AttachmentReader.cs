using System.Text;
using System.Text.RegularExpressions;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;

namespace Flux.Notification.Composition;

/// <summary>Checks the files of a service and of a message.</summary>
internal static partial class AttachmentReader
{
    /// <summary>Most bytes of all files of a mail.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int MaxFiles = 20;
    private const int MaxName = 200;
    private const int MaxSource = 10_000;

    /// <summary>The files of a message; whatever is wrong with them becomes a violation.</summary>
    public static IReadOnlyList<AttachmentDraft> Attachments(this Violations violations, IReadOnlyList<Attachment> attachments, string path)
    {
        violations.Require(attachments.Count <= MaxFiles, path, $"must be at most {MaxFiles} files");
        violations.Require(attachments.Sum(file => (long)file.Content.Length) <= MaxBytes, path, "must have at most 4 MiB in all");
        var files = new List<AttachmentDraft>();
        for (var i = 0; i < attachments.Count; i++)
        {
            var file = attachments[i];
            FileName(violations, file.FileName, $"{path}[{i}].file_name");
            Type(violations, file.MediaType, $"{path}[{i}].media_type");
            violations.Require(file.Value.Length == 0 || file.Content.Length == 0, $"{path}[{i}].value", "must be empty when content is given");
            files.Add(new AttachmentDraft($"{path}[{i}]", file.FileName, IsTemplate: false, file.MediaType, file.Value, file.Content.ToByteArray()));
        }

        return files;
    }

    /// <summary>Checks the files that a service declares.</summary>
    public static void AttachmentRules(this Violations violations, IReadOnlyList<AttachmentSource> attachments, string path)
    {
        violations.Require(attachments.Count <= MaxFiles, path, $"must be at most {MaxFiles} files");
        for (var i = 0; i < attachments.Count; i++)
        {
            var file = attachments[i];
            violations.Require(file.FileName.Trim().Length is > 0 and <= MaxSource && !file.FileName.Any(char.IsControl), $"{path}[{i}].file_name", $"must have 1 to {MaxSource} characters and no control characters");
            Type(violations, file.MediaType, $"{path}[{i}].media_type");
            violations.Require(file.Value.Length > 0, $"{path}[{i}].value", "must say where the value is in the context, such as tasks.12.model_commands.result");
        }
    }

    /// <summary>Checks a finished file name.</summary>
    public static void FileName(Violations violations, string name, string field) => violations.Require(
        name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MaxName && !name.Any(c => char.IsControl(c) || c is '/' or '\\'),
        field, $"must have 1 to {MaxName} bytes and neither folders nor control characters");

    private static void Type(Violations violations, string type, string field) => violations.Require(
        type.Length == 0 || (MediaType().IsMatch(type) && !type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)),
        field, "must be a type and subtype such as text/csv, without parameters");

    [GeneratedRegex(@"^[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MediaType();
}
