using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Flux.Cli.Yaml;

/// <summary>YAML 1.2.2, section 10.3.2: what an unquoted scalar is. "yes", "on" and "1_000" are text there.</summary>
internal static partial class CoreSchema
{
    /// <summary>The type of an unquoted scalar.</summary>
    public static ScalarType TypeOf(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarType.Boolean,
        _ when IntegerPattern().IsMatch(text) => ScalarType.Integer,
        _ when FloatPattern().IsMatch(text) => ScalarType.Float,
        _ => ScalarType.Text,
    };

    /// <summary>The JSON text of a number: digits survive as written (1.0 stays 1.0, 2^53+1 stays exact); null for .inf and .nan, which JSON lacks.</summary>
    public static string? JsonNumber(string text, ScalarType type)
    {
        if (type == ScalarType.Integer)
            return Integer(text).ToString(CultureInfo.InvariantCulture);
        if (text.Contains("inf", StringComparison.OrdinalIgnoreCase) || text.Contains("nan", StringComparison.OrdinalIgnoreCase))
            return null;
        var sign = text[0] == '-' ? "-" : "";
        var exponentAt = text.IndexOfAny(['e', 'E']);
        var exponent = exponentAt < 0 ? "" : text[exponentAt..];
        var parts = text[..(exponentAt < 0 ? text.Length : exponentAt)].TrimStart('+', '-').Split('.');
        var whole = parts[0].TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        var fraction = parts.Length == 1 ? "" : parts[1].Length == 0 ? ".0" : "." + parts[1];
        return sign + whole + fraction + exponent;
    }

    /// <summary>The value of an integer in any of the three notations.</summary>
    public static BigInteger Integer(string text) => text switch
    {
        ['0', 'x', .. var digits] => BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        ['0', 'o', .. var digits] => digits.Aggregate(BigInteger.Zero, (value, digit) => (value * 8) + (digit - '0')),
        _ => BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"\A([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z")]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"\A([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex FloatPattern();
}
