using System.Buffers;
using System.Text;

namespace Flux.DeviceGateway.Terminal;

/// <summary>Device output as text: UTF-8 where it is valid, "\xNN" for each byte that is not. NUL stays NUL.</summary>
public static class OutputText
{
    /// <summary>Converts bytes in the encoding of a device; only UTF-8 can tell wrong bytes from right ones.</summary>
    public static string From(ReadOnlySpan<byte> bytes, Encoding encoding) => encoding.CodePage == Encoding.UTF8.CodePage ? From(bytes) : encoding.GetString(bytes);

    /// <summary>Converts bytes.</summary>
    public static string From(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            }
            else
            {
                foreach (var value in bytes[..used])
                    text.Append($"\\x{value:x2}");
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }
}
