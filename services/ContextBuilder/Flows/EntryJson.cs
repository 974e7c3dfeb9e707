using System.Buffers;
using System.Text;
using System.Text.Json;
using Flux.ContextBuilder.Elements;
using Flux.Documents;
using Flux.Documents.Secrets;

namespace Flux.ContextBuilder.Flows;

/// <summary>Writes entries as seed 000 has them: <c>{"id", "context", "tasks"}</c>.</summary>
internal sealed class EntryJson(SecretProtector protector)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = LeastJsonEncoder.Instance, MaxDepth = DocumentJson.MaxDepth };

    /// <summary>With secrets in clear.</summary>
    public string Open(StoredEntry entry) => Write(entry, SecretValues.Open(entry.Context.GetRawText(), entry.SecretPointers, protector), Tasks(entry));

    /// <summary>With secrets masked.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="late">Where values stand in its context that became secrets later; they are masked in the results too, wherever they occur.</param>
    public static string Mask(StoredEntry entry, IReadOnlyList<string> late)
    {
        var context = entry.Context.GetRawText();
        var tasks = Tasks(entry);
        if (late.Count > 0) tasks = SecretValues.Hide(tasks, new SecretMask(SecretValues.Texts(entry.Context, late)));
        return Write(entry, SecretValues.Mask(context, [.. entry.SecretPointers, .. late]), tasks);
    }

    /// <summary>The results of an entry, keyed by the task's id as a string (semantics 2.4).</summary>
    public static string Tasks(StoredEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        foreach (var (task, steps) in entry.Tasks)
        {
            json.WritePropertyName($"{task}");
            json.WriteRawValue(steps.GetRawText(), skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Write(StoredEntry entry, string context, string tasks) => $$"""{"id":{{entry.ElementId}},"context":{{context}},"tasks":{{tasks}}}""";
}
