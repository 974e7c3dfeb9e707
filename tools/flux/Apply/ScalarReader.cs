using System.Globalization;
using Flux.Cli.Yaml;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Cli.Apply;

/// <summary>Reads fields that hold one value: text, numbers, booleans, enum names, durations and JSON.</summary>
internal sealed class ScalarReader(SourceErrors errors)
{
    /// <summary>Whether a field is of a type read here.</summary>
    public static bool Reads(FieldDescriptor field) => field.FieldType != FieldType.Message || field.MessageType == Duration.Descriptor;

    /// <summary>Reads a value; <paramref name="set"/> gets it unless it is wrong.</summary>
    public void Read(YamlValue value, FieldDescriptor field, string path, Action<object> set)
    {
        object? read = field.FieldType switch
        {
            FieldType.String when KeyTable.IsJson(field) => JsonText.Of(value, path, errors),
            FieldType.String => Text(value, field),
            FieldType.Bool => Boolean(value),
            FieldType.Int32 => (int?)Integer(value, int.MinValue, int.MaxValue),
            FieldType.Int64 => Integer(value, long.MinValue, long.MaxValue),
            FieldType.Double => Number(value),
            FieldType.Enum => EnumValue(value, field.EnumType),
            FieldType.Message => DurationText.Read(value),
            _ => null,
        };
        if (read is not null)
            set(read);
        else
            errors.Add(value.Position, path, $"must be {Expected(field)}, not {Describe(value)}{Hint(value, field)}");
    }

    private static string Expected(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String when KeyTable.IsCommaList(field) => "text or a list of texts",
        FieldType.String => "text",
        FieldType.Bool => "true or false",
        FieldType.Double => "a number",
        FieldType.Enum => "one of " + string.Join(", ", KeyTable.Values(field.EnumType).Keys),
        FieldType.Message => "a duration such as 90s, 5m or 1h",
        _ => "a whole number",
    };

    // A number or a boolean is taken as written: serial_number: 0012 keeps its zeros.
    private static string? Text(YamlValue value, FieldDescriptor field) => value switch
    {
        YamlScalar scalar => scalar.Text,
        YamlList list when KeyTable.IsCommaList(field) && list.Items.All(item => item is YamlScalar) => string.Join(", ", list.Items.Cast<YamlScalar>().Select(item => item.Text)),
        _ => null,
    };

    private static bool? Boolean(YamlValue value) =>
        value is YamlScalar { Type: ScalarType.Boolean } scalar ? scalar.Text.StartsWith("t", StringComparison.OrdinalIgnoreCase) : null;

    private static long? Integer(YamlValue value, long least, long most) =>
        value is YamlScalar { Type: ScalarType.Integer } scalar && CoreSchema.Integer(scalar.Text) is var number && number >= least && number <= most ? (long)number : null;

    private static double? Number(YamlValue value) =>
        value is YamlScalar { Type: ScalarType.Integer or ScalarType.Float } scalar && CoreSchema.JsonNumber(scalar.Text, scalar.Type) is { } json
            ? double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;

    private static int? EnumValue(YamlValue value, EnumDescriptor type) =>
        value is YamlScalar scalar && KeyTable.Values(type).TryGetValue(scalar.Text, out var number) ? number : null;

    private static string Describe(YamlValue value) => value is YamlScalar { Type: ScalarType.Text } scalar ? $"'{Short(scalar.Text)}'" : value.Kind;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private static string Hint(YamlValue value, FieldDescriptor field) =>
        field.FieldType == FieldType.Enum && value is YamlScalar scalar ? Suggestion.For(scalar.Text, KeyTable.Values(field.EnumType).Keys) : "";
}
