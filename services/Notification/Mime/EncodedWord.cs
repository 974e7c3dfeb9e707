using System.Text;

namespace Flux.Notification.Mime;

/// <summary>Text of any script in a header field (RFC 2047).</summary>
internal static class EncodedWord
{
    // =?utf-8?B? + 52 + ?= is 64 characters: below the limit of 75, and with the field's name below that of the line.
    private const int BytesPerWord = 39;

    /// <summary>The text needs no encoding: printable ASCII that no reader takes for an encoded word.</summary>
    public static bool IsPlain(string text) => text.All(c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal);

    /// <summary>The text as encoded words, cut between characters.</summary>
    public static IEnumerable<string> Encode(string text)
    {
        var bytes = new List<byte>(BytesPerWord);
        var rune = new byte[4];
        foreach (var character in text.EnumerateRunes())
        {
            var length = character.EncodeToUtf8(rune);
            if (bytes.Count + length > BytesPerWord)
            {
                yield return Word(bytes);
                bytes.Clear();
            }

            bytes.AddRange(rune.AsSpan(0, length));
        }

        if (bytes.Count > 0)
            yield return Word(bytes);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String(bytes.ToArray())}?=";
}
