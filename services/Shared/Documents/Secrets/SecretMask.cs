using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Flux.Documents.Secrets;

/// <summary>
/// Hides known secrets in text: every occurrence becomes "********", also as JSON writes it (escaped) and, of a text of several lines such as a
/// private key, each long line by itself. Immutable and thread-safe.
/// </summary>
public sealed class SecretMask
{
    /// <summary>What stands for a secret.</summary>
    public const string Mask = "********";

    // Shorter texts occur in ordinary words; they are hidden only where they are the whole text.
    private const int MinLength = 4;
    private const int MinLineLength = 16;
    private readonly HashSet<string> whole = new(StringComparer.Ordinal);
    private readonly string[] longestFirst;
    private readonly SearchValues<string> search;

    /// <summary>Hides these texts; null and empty ones are skipped.</summary>
    public SecretMask(IEnumerable<string?> secrets)
    {
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrEmpty(secret)) whole.Add(secret);
        }

        longestFirst = [.. whole.SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        search = SearchValues.Create(longestFirst, StringComparison.Ordinal);
    }

    /// <summary>Hides nothing.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>There is nothing to hide.</summary>
    public bool IsEmpty => whole.Count == 0;

    /// <summary>A mask that hides these texts too.</summary>
    public SecretMask With(IEnumerable<string?> secrets) => new(whole.Concat(secrets));

    /// <summary>Answers the text with the secrets hidden.</summary>
    public string Apply(string text)
    {
        if (whole.Contains(text)) return Mask;
        var at = text.AsSpan().IndexOfAny(search);
        if (at < 0) return text;
        var result = new StringBuilder(text.Length);
        var from = 0;
        while (at >= 0)
        {
            var start = from + at;
            // The longest form that begins here, so that a secret that starts with another one is hidden whole.
            var length = longestFirst.First(form => text.AsSpan(start).StartsWith(form, StringComparison.Ordinal)).Length;
            result.Append(text, from, at).Append(Mask);
            from = start + length;
            at = text.AsSpan(from).IndexOfAny(search);
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    private static IEnumerable<string> Forms(string secret)
    {
        var lines = secret.Split('\n', StringSplitOptions.TrimEntries);
        var parts = lines.Length > 1 ? lines.Where(line => line.Length >= MinLineLength).Prepend(secret) : [secret];
        return parts.Where(part => part.Length >= MinLength).SelectMany(part => new[]
        {
            part, JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(part), JavaScriptEncoder.Default.Encode(part), Escape(part, asciiOnly: true), Escape(part, asciiOnly: false),
        });
    }

    // As Python's json.dumps writes, with and without ensure_ascii: short escapes where JSON has them, else \uxxxx in lower case.
    private static string Escape(string text, bool asciiOnly)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                < ' ' => result.Append($"\\u{(int)c:x4}"),
                > '~' when asciiOnly => result.Append($"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }
}
