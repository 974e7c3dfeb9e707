using System.Globalization;
using System.Numerics;

namespace Flux.Documents.Mongo.Bson;

/// <summary>Decimal128 (IEEE 754-2008, binary integer coefficient) from and to the text that MongoDB's tools show.</summary>
internal static class Decimal128Text
{
    private const int Bias = 6176;
    private const int MaxDigits = 34;

    /// <summary>The bits, when Decimal128 shows the number with exactly this text: 1.00 and 12345678901234567890 do, 1e5 does not (it shows 1E+5).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out UInt128 bits)
    {
        bits = default;
        UInt128 coefficient = 0;
        int digits = 0, exponent = 0, i = 0;
        var negative = text[0] == '-';
        if (negative) i++;
        var fraction = false;
        for (; i < text.Length; i++)
        {
            if (text[i] == '.') fraction = true;
            else if (text[i] is (byte)'e' or (byte)'E') break;
            else
            {
                if (coefficient != 0 || text[i] != '0') digits++;
                if (digits > MaxDigits) return false;
                coefficient = (coefficient * 10) + (UInt128)(text[i] - '0');
                if (fraction) exponent--;
            }
        }

        if (i < text.Length)
        {
            if (!int.TryParse(text[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var written) || Math.Abs(written) > 10_000) return false;
            exponent += written;
        }

        if (exponent < -Bias || exponent > 6111) return false;
        bits = ((negative ? UInt128.One : 0) << 127) | ((UInt128)(uint)(exponent + Bias) << 113) | coefficient;
        Span<char> shown = stackalloc char[64];
        return TryFormat(bits, shown, out var length) && System.Text.Ascii.Equals(text, shown[..length]);
    }

    /// <summary>Writes what MongoDB's tools show; false for infinities and NaN, which JSON does not have.</summary>
    public static bool TryFormat(UInt128 bits, Span<char> text, out int length)
    {
        length = 0;
        // Two set bits here start infinities, NaN, or coefficients too large to be canonical; this store writes none of them.
        if (((uint)(bits >> 125) & 3) == 3) return false;
        var exponent = (int)((uint)(bits >> 113) & 0x3FFF) - Bias;
        Span<char> digits = stackalloc char[40];
        (bits & ((UInt128.One << 113) - 1)).TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        digits = digits[..count];
        var sign = (bits >> 127) != 0 ? "-" : "";
        var adjusted = exponent + count - 1;
        return exponent <= 0 && adjusted >= -6
            ? Plain(text, sign, digits, exponent, out length)
            : Scientific(text, sign, digits, adjusted, out length);
    }

    private static bool Plain(Span<char> text, string sign, ReadOnlySpan<char> digits, int exponent, out int length)
    {
        var point = digits.Length + exponent;
        if (exponent == 0) return text.TryWrite($"{sign}{digits}", out length);
        if (point > 0) return text.TryWrite($"{sign}{digits[..point]}.{digits[point..]}", out length);
        return text.TryWrite($"{sign}0.{"00000000"[..-point]}{digits}", out length);
    }

    private static bool Scientific(Span<char> text, string sign, ReadOnlySpan<char> digits, int adjusted, out int length)
    {
        var plus = adjusted < 0 ? "" : "+";
        return digits.Length == 1
            ? text.TryWrite(CultureInfo.InvariantCulture, $"{sign}{digits}E{plus}{adjusted}", out length)
            : text.TryWrite(CultureInfo.InvariantCulture, $"{sign}{digits[..1]}.{digits[1..]}E{plus}{adjusted}", out length);
    }
}
