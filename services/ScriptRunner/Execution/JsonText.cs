using System.Text.Json;
using System.Text.Unicode;

namespace Flux.ScriptRunner.Execution;

/// <summary>Checks JSON text without building anything from it, so numbers and all else stay exactly as they are.</summary>
internal static class JsonText
{
    // Python refuses to read longer integers (its guard against quadratic time), and so would whoever gets the text next.
    private const int MaxDigits = 4300;

    /// <summary>What is wrong with the text; null when it is one JSON value that every reader of the suite can take.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="mustBeObject">Whether only an object will do.</param>
    public static string? Fault(ReadOnlySpan<byte> utf8, bool mustBeObject)
    {
        if (!Utf8.IsValid(utf8))
            return "is not valid UTF-8";
        if (utf8.IsEmpty)
            return "is empty; give {} for no values";
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ScriptLimits.MaxDepth });
            reader.Read();
            if (mustBeObject && reader.TokenType != JsonTokenType.StartObject)
                return "must be a JSON object";
            do
            {
                // "\ud800" alone is valid JSON but no valid text: readers that ask for the string would throw.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
                if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length > MaxDigits + 1)
                    return $"has a number of more than {MaxDigits} digits";
            }
            while (reader.Read());
            return null;
        }
        catch (JsonException e)
        {
            // An unfinished text is told with the word "depth" as well.
            return e.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? $"is nested deeper than {ScriptLimits.MaxDepth} levels"
                : $"is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})";
        }
        catch (InvalidOperationException)
        {
            return "has a lone surrogate in a string, which is no valid Unicode";
        }
    }
}
