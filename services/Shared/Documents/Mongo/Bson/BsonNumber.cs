using System.Buffers.Text;
using System.Globalization;

namespace Flux.Documents.Mongo.Bson;

/// <summary>
/// Numbers of JSON as numbers of BSON, without loss: a number is stored in the first of int32, int64, double and Decimal128 that shows exactly its text,
/// so that 1, 1.0, 1.00 and 2^53+1 stay what they are. The few that no type shows (1e5, more than 34 digits) become {"~number": "1e5"}.
/// </summary>
internal static class BsonNumber
{
    public static void Write(BsonWriter bson, ReadOnlySpan<byte> key, ReadOnlySpan<byte> text)
    {
        // "-0" is no integer: BSON's integers have no negative zero.
        if (text.IndexOfAny(".eE"u8) < 0 && !text.StartsWith("-0"u8))
        {
            if (Utf8Parser.TryParse(text, out long integer, out var used) && used == text.Length)
            {
                if (integer is >= int.MinValue and <= int.MaxValue) bson.Int32(key, (int)integer);
                else bson.Int64(key, integer);
                return;
            }
        }
        else
        {
            Span<byte> shown = stackalloc byte[40];
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && text.SequenceEqual(shown[..Format(number, shown)]))
            {
                bson.Double(key, number);
                return;
            }
        }

        if (Decimal128Text.TryParse(text, out var bits)) bson.Decimal(key, bits);
        else bson.StartDocument(key).String(BsonKey.Number, text).End();
    }

    /// <summary>The shortest text that is the same double, with a point or an exponent; 1 becomes 1.0.</summary>
    public static int Format(double number, Span<byte> text)
    {
        number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        if (text[..length].IndexOfAny(".EN"u8) >= 0 || !double.IsFinite(number)) return length;
        ".0"u8.CopyTo(text[length..]);
        return length + 2;
    }
}
