using System.Text;
using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Keeps results storable: 1 MiB a step, as StepResult promises, so that a task's result still fits into one message.</summary>
internal static class ResultLimit
{
    /// <summary>Bytes of JSON that one step's result may have.</summary>
    public const int Bytes = 1 << 20;

    /// <summary>The result, or its text cut with a mark.</summary>
    /// <param name="result">Masked already: a cut through a secret would leave half of it.</param>
    /// <param name="cut">Whether something was cut.</param>
    public static JsonNode? Apply(JsonNode? result, out bool cut)
    {
        // Cheap for the many small ones: a character has at most 6 bytes of JSON.
        var text = Json.Text(result);
        cut = text.Length > Bytes / 6 && Encoding.UTF8.GetByteCount(Json.Write(result)) > Bytes;
        return cut ? JsonValue.Create($"{Head(text)}\n[cut: {text.Length} characters in all]") : result;
    }

    private static string Head(string text)
    {
        var length = Math.Min(text.Length, Bytes / 2);
        // JSON escapes and letters beyond ASCII count several bytes; halve until it fits.
        while (Encoding.UTF8.GetByteCount(Json.Write(JsonValue.Create(text[..length]))) > Bytes - 100)
            length /= 2;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
