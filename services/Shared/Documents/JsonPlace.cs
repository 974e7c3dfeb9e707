using System.Text;
using System.Text.Json;

namespace Flux.Documents;

/// <summary>Finds where in a JSON text reading fails.</summary>
internal static class JsonPlace
{
    private const int MaxLength = 120;

    /// <summary>The JSON pointer (RFC 6901) to the value that cannot be read, its end cut off when it is long; empty for the whole.</summary>
    public static string OfError(string json, int maxDepth)
    {
        var open = new Stack<Step>();
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = maxDepth });
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        var name = reader.GetString() ?? "";
                        if (!open.Peek().Names.Add(name)) return Pointer(open, name);
                        open.Peek().Name = name;
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(new Step { IsArray = reader.TokenType == JsonTokenType.StartArray });
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        if (open.TryPeek(out var outer)) outer.Next();
                        break;
                    default:
                        if (open.TryPeek(out var step)) step.Next();
                        break;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // Here it is.
        }

        return Pointer(open, null);
    }

    private static string Pointer(Stack<Step> open, string? last)
    {
        var text = new StringBuilder();
        foreach (var step in open.Reverse())
        {
            var part = step.IsArray ? $"{step.Index}" : step == open.Peek() && last is not null ? last : step.Name;
            if (part is null) break; // Not even the name could be read.
            text.Append('/').Append(part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            if (text.Length > MaxLength) return $"{text.ToString(0, MaxLength)}...";
        }

        return text.ToString();
    }

    private sealed class Step
    {
        public bool IsArray { get; init; }

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public int Index { get; private set; }

        public string? Name { get; set; }

        public void Next()
        {
            Index++;
            Name = null;
        }
    }
}
