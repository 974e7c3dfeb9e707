using System.Buffers.Text;

namespace Grpc.Shared;

// The values of "-bin" headers: base64, with or without padding; several values may be joined by commas.
internal static class BinaryHeader
{
    public static string Encode(ReadOnlySpan<byte> value) => Convert.ToBase64String(value).TrimEnd('=');

    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var padded = text.Length % 4 == 0 ? text : string.Concat(text, "==".AsSpan(0, text.Length % 4 == 3 ? 1 : text.Length % 4 == 2 ? 2 : 0));
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        return Convert.TryFromBase64Chars(padded, bytes, out var count) ? bytes[..count] : null;
    }
}
