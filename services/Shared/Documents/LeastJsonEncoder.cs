using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Flux.Documents;

/// <summary>
/// Escapes in JSON texts only what RFC 8259 demands: quotes, backslashes and control characters. The encoders of .NET also escape every character beyond
/// the basic plane, which makes three times as many bytes of an emoji: a document within the size limit would grow beyond it by being written.
/// </summary>
public sealed unsafe class LeastJsonEncoder : JavaScriptEncoder
{
    private const string Demanded = "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";
    private static readonly SearchValues<char> Characters = SearchValues.Create(Demanded);
    private static readonly SearchValues<byte> Bytes = SearchValues.Create(Encoding.ASCII.GetBytes(Demanded));

    private LeastJsonEncoder()
    {
    }

    /// <summary>The only one; it has no state.</summary>
    public static LeastJsonEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => utf8Text.IndexOfAny(Bytes);

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var first = span.IndexOfAny(Characters);
        // Half of a surrogate pair cannot be written as it is.
        for (var at = (first < 0 ? span : span[..first]).IndexOfAnyInRange('\ud800', '\udfff'); at >= 0 && at < (first < 0 ? textLength : first); at++)
        {
            if (!char.IsSurrogate(span[at])) continue;
            if (!char.IsHighSurrogate(span[at]) || at + 1 == textLength || !char.IsLowSurrogate(span[at + 1])) return at;
            at++;
        }

        return first;
    }

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var text = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            < ' ' => $"\\u{unicodeScalar:X4}",
            _ => char.ConvertFromUtf32(unicodeScalar),
        };
        var fits = text.TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? text.Length : 0;
        return fits;
    }
}
