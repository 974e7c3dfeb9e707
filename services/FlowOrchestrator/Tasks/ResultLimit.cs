using System.Text;
using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Keeps results storable: 1 MiB a step, as StepResult promises, and 3 MiB a task, which still fits into one message.</summary>
internal static class ResultLimit
{
    /// <summary>Bytes of JSON that one step's result may have.</summary>
    public const int Bytes = 1 << 20;

    private const int TaskBytes = 3 << 20;
    private const int LeastBytes = 16 << 10;

    /// <summary>Bytes that the next step's result may have.</summary>
    /// <param name="used">Bytes of the results before it.</param>
    public static int Left(int used) => Math.Clamp(TaskBytes - used, LeastBytes, Bytes);

    /// <summary>The result, or its text cut with a mark.</summary>
    /// <param name="result">Masked already: a cut through a secret would leave half of it.</param>
    /// <param name="limit">Bytes that it may have.</param>
    /// <param name="bytes">Bytes that it has now.</param>
    /// <param name="cut">Whether something was cut.</param>
    public static JsonNode? Apply(JsonNode? result, int limit, out int bytes, out bool cut)
    {
        bytes = Size(result);
        cut = bytes > limit;
        if (!cut)
            return result;
        var text = Json.Text(result);
        var kept = JsonValue.Create($"{Head(text, limit)}\n[cut: {text.Length} characters in all]");
        bytes = Size(kept);
        return kept;
    }

    private static int Size(JsonNode? value) => Encoding.UTF8.GetByteCount(Json.Write(value));

    private static string Head(string text, int limit)
    {
        var length = Math.Min(text.Length, limit / 2);
        // JSON escapes and letters beyond ASCII count several bytes; halve until it fits.
        while (Size(JsonValue.Create(text[..length])) > limit - 100)
            length /= 2;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
