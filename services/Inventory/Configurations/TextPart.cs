using Flux.Documents;

namespace Flux.Inventory.Configurations;

/// <summary>A part of a revision's text, so small that every store takes it however much of it has to be escaped.</summary>
internal sealed record TextPart(string Text)
{
    /// <summary>In UTF-16 units; six bytes each at the most when written as JSON.</summary>
    public const int MaxLength = 1 << 20;

    public static readonly DocumentType<TextPart> Type = new("configuration-texts", []);

    public static string Id(string revisionId, int index) => $"{revisionId}.{index:D3}";

    /// <summary>Cuts a text, never through a character.</summary>
    public static IReadOnlyList<TextPart> Split(string text)
    {
        var parts = new List<TextPart>();
        for (var from = 0; from < text.Length;)
        {
            var length = Math.Min(MaxLength, text.Length - from);
            if (char.IsHighSurrogate(text[from + length - 1])) length--;
            parts.Add(new TextPart(text.Substring(from, length)));
            from += length;
        }

        return parts;
    }
}
