using System.Text;

namespace Flux.Conformance.Wire;

/// <summary>Header blocks (HPACK, RFC 7541) in their plainest form: literals without index and without Huffman code.</summary>
internal static class HeaderBlock
{
    private const int PrefixOf7 = 127;

    /// <summary>The headers of a gRPC request.</summary>
    public static byte[] Request(string path, params (string Name, string Value)[] more) => Encode(
    [
        (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"), ("te", "trailers"),
        .. more.Any(h => h.Name == "content-type") ? [] : new[] { ("content-type", "application/grpc") }, .. more,
    ]);

    public static byte[] Encode(IEnumerable<(string Name, string Value)> headers)
    {
        var block = new List<byte>();
        foreach (var (name, value) in headers)
        {
            block.Add(0);
            AppendText(block, name);
            AppendText(block, value);
        }
        return [.. block];
    }

    /// <summary>Reads a block whose sender may not use the dynamic table.</summary>
    public static List<(string Name, string Value)> Decode(ReadOnlySpan<byte> block)
    {
        var headers = new List<(string, string)>();
        while (!block.IsEmpty)
        {
            var first = block[0];
            if (first >= 0x80)
            {
                headers.Add(StaticTable.Entry(TakeNumber(ref block, 7)));
            }
            else if ((first & 0xe0) == 0x20)
            {
                TakeNumber(ref block, 5);
            }
            else
            {
                var index = TakeNumber(ref block, first >= 0x40 ? 6 : 4);
                var name = index == 0 ? TakeText(ref block) : StaticTable.Entry(index).Name;
                headers.Add((name, TakeText(ref block)));
            }
        }
        return headers;
    }

    private static void AppendText(List<byte> block, string text)
    {
        var length = Encoding.Latin1.GetByteCount(text);
        if (length < PrefixOf7)
        {
            block.Add((byte)length);
        }
        else
        {
            block.Add(PrefixOf7);
            for (length -= PrefixOf7; length >= 0x80; length >>= 7)
                block.Add((byte)(length | 0x80));
            block.Add((byte)length);
        }
        block.AddRange(Encoding.Latin1.GetBytes(text));
    }

    private static int TakeNumber(ref ReadOnlySpan<byte> block, int bits)
    {
        var limit = (1 << bits) - 1;
        var number = block[0] & limit;
        block = block[1..];
        if (number < limit)
            return number;
        for (var shift = 0; ; shift += 7)
        {
            var next = block[0];
            block = block[1..];
            number += (next & 0x7f) << shift;
            if (next < 0x80)
                return number;
        }
    }

    private static string TakeText(ref ReadOnlySpan<byte> block)
    {
        if (block[0] >= 0x80)
            throw new NotSupportedException("A Huffman coded header.");
        var length = TakeNumber(ref block, 7);
        var text = Encoding.Latin1.GetString(block[..length]);
        block = block[length..];
        return text;
    }
}
