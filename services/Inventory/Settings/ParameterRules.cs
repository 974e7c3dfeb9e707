using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Flux.Contracts.Inventory.V1;
using Flux.Hosting;

namespace Flux.Inventory.Settings;

/// <summary>The limits that a parameter sets to its values: pattern, length, least and greatest number.</summary>
internal static partial class ParameterRules
{
    private const int MaxPattern = 1000;
    private const int MaxDigits = 1000;

    // Without backtracking a pattern takes time in proportion to the text, whoever wrote it.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Checks the limits themselves; <paramref name="path"/> ends in a dot.</summary>
    public static void CheckDeclaration(Parameter parameter, string path, Violations violations)
    {
        if (parameter.Type is ParameterType.String or ParameterType.Secret) CheckText(parameter, path, violations);
        else violations.Require(parameter is { Pattern: "", MinLength: 0, MaxLength: 0 }, path + "pattern", "only a string or a secret has a pattern or lengths.");

        if (parameter.Type is ParameterType.Integer or ParameterType.Float) CheckNumbers(parameter, path, violations);
        else violations.Require(parameter is { MinimumJson: "", MaximumJson: "" }, path + "minimum_json", "only an integer or a float has a least and a greatest value.");
    }

    /// <summary>What is wrong with a converted value; empty for nothing. Never quotes the value.</summary>
    public static string Problem(Parameter parameter, string json)
    {
        if (parameter.Type is ParameterType.String or ParameterType.Secret) return TextProblem(parameter, json);
        if (parameter.Type is not (ParameterType.Integer or ParameterType.Float) || parameter is { MinimumJson: "", MaximumJson: "" }) return "";
        if (json.Length > MaxDigits) return $"has more than {MaxDigits} digits.";
        if (parameter.MinimumJson.Length > 0 && Compare(json, parameter.MinimumJson) < 0) return $"must be at least {parameter.MinimumJson}.";
        if (parameter.MaximumJson.Length > 0 && Compare(json, parameter.MaximumJson) > 0) return $"must be at most {parameter.MaximumJson}.";
        return "";
    }

    private static string TextProblem(Parameter parameter, string json)
    {
        if (parameter is { Pattern: "", MinLength: 0, MaxLength: 0 }) return "";
        var text = JsonSerializer.Deserialize<string>(json)!;
        if (text.Length < parameter.MinLength) return $"must have at least {parameter.MinLength} characters.";
        if (parameter.MaxLength > 0 && text.Length > parameter.MaxLength) return $"must have at most {parameter.MaxLength} characters.";
        if (parameter.Pattern.Length > 0 && !Regex.IsMatch(text, Whole(parameter.Pattern), Options)) return $"must match the pattern {parameter.Pattern}";
        return "";
    }

    private static void CheckText(Parameter parameter, string path, Violations violations)
    {
        violations.Require(parameter.MinLength >= 0, path + "min_length", "must not be negative.");
        violations.Require(parameter.MaxLength >= 0, path + "max_length", "must not be negative; 0 means no limit.");
        violations.Require(parameter.MaxLength <= 0 || parameter.MinLength <= parameter.MaxLength, path + "min_length", "must not be above max_length.");
        if (parameter.Pattern.Length == 0) return;
        if (!violations.Require(parameter.Pattern.Length <= MaxPattern, path + "pattern", $"is longer than {MaxPattern} characters."))
        {
            // The default is checked next, and must not meet a pattern that is no good.
            parameter.Pattern = "";
            return;
        }

        try
        {
            _ = new Regex(parameter.Pattern, Options); // By itself too: ")(" would fit into the group.
            _ = new Regex(Whole(parameter.Pattern), Options);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            violations.Add(path + "pattern", $"cannot be used: {error.Message}");
            parameter.Pattern = "";
        }
    }

    private static void CheckNumbers(Parameter parameter, string path, Violations violations)
    {
        if (!IsNumber(parameter.MinimumJson, path + "minimum_json", violations)) parameter.MinimumJson = "";
        if (!IsNumber(parameter.MaximumJson, path + "maximum_json", violations)) parameter.MaximumJson = "";
        if (parameter is { MinimumJson.Length: > 0, MaximumJson.Length: > 0 })
            violations.Require(Compare(parameter.MinimumJson, parameter.MaximumJson) <= 0, path + "minimum_json", "must not be above maximum_json.");
    }

    private static bool IsNumber(string json, string path, Violations violations) => json.Length == 0 || violations.Require(
        json.Length <= MaxDigits && Number().IsMatch(json) && double.IsFinite(double.Parse(json)), path, "must be the JSON text of a number.");

    // Whole numbers of any size exactly; with a fraction as the floats they are.
    private static int Compare(string left, string right) => BigInteger.TryParse(left, out var a) && BigInteger.TryParse(right, out var b)
        ? a.CompareTo(b)
        : double.Parse(left).CompareTo(double.Parse(right));

    private static string Whole(string pattern) => $@"\A(?:{pattern})\z";

    [GeneratedRegex(@"\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
