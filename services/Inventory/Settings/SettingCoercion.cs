using System.Text.Json;
using System.Text.RegularExpressions;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;

namespace Flux.Inventory.Settings;

/// <summary>
/// Brings a value to its parameter's type where nothing is lost by it, else says what is expected. Numbers keep their text
/// (semantics 1.5): 2^53+1 survives, 1.0 stays a float, and an integer given to a float parameter gets ".0" so that Python sees a float.
/// </summary>
internal static partial class SettingCoercion
{
    /// <summary>Answers the JSON text of the converted value, or null and <paramref name="problem"/>, which never quotes a secret.</summary>
    public static string? Convert(Parameter parameter, JsonElement value, out string problem)
    {
        var converted = parameter.Type switch
        {
            ParameterType.Integer => Integer(value),
            ParameterType.Float => Float(value),
            ParameterType.Boolean => Boolean(value),
            ParameterType.Json => JsonText.Write(value),
            ParameterType.Choice => Text(value) is { } text && parameter.Choices.Contains(text) ? JsonText.Quote(text) : null,
            _ => Text(value) is { } text ? JsonText.Quote(text) : null,
        };
        problem = converted is null
            ? $"must be {Expectation(parameter)}, not {Describe(parameter, value)}."
            : ParameterRules.Problem(parameter, converted);
        return problem.Length == 0 ? converted : null;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static string? Integer(JsonElement value) => Scalar(value) is { } text && WholeNumber().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    private static string? Float(JsonElement value)
    {
        if (Scalar(value) is not { } text || !Number().IsMatch(text) || !double.IsFinite(double.Parse(text))) return null;
        return text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? text + ".0" : text;
    }

    private static string? Boolean(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String when bool.TryParse(value.GetString(), out var flag) => flag ? "true" : "false",
        _ => null,
    };

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString()!.Trim(),
        _ => null,
    };

    private static string Expectation(Parameter parameter) => parameter.Type switch
    {
        ParameterType.Integer => "a whole number",
        ParameterType.Float => "a number",
        ParameterType.Boolean => "true or false",
        ParameterType.Choice => $"one of {string.Join(", ", parameter.Choices)}",
        _ => "a text",
    };

    private static string Describe(Parameter parameter, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ when parameter.Type == ParameterType.Secret => "what was given",
        _ when value.GetRawText() is { Length: > 80 } => "what was given",
        _ => value.GetRawText(),
    };

    // A fraction of zeros only is no loss; leading zeros are ("0012" is rather an identifier).
    [GeneratedRegex(@"^(-?(?:0|[1-9][0-9]*))(?:\.0+)?$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$")]
    private static partial Regex Number();
}
