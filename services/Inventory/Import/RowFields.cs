using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Elements;
using Google.Protobuf.Reflection;

namespace Flux.Inventory.Import;

/// <summary>Writes the fields of a row by name.</summary>
internal static class RowFields
{
    private const string SettingPrefix = "settings.";

    /// <summary>Writes one field from a text; <paramref name="json"/> when the value is a JSON text already.</summary>
    public static void Set(ImportRow row, string name, string value, bool json)
    {
        if (name.StartsWith(SettingPrefix, StringComparison.Ordinal))
        {
            row.Declared.Settings.Add(new Setting { Key = name[SettingPrefix.Length..], ValueJson = json ? value : JsonText.Quote(value) });
            return;
        }

        if (!ElementFields.Writable.Contains(name))
        {
            row.Add(name, ElementFields.OutputOnly.Contains(name)
                ? "is set by the service; leave it out."
                : $"an element has no such field; it has {string.Join(", ", ElementFields.Writable)}, and settings.<key>.");
            return;
        }

        var field = ElementFields.Field(name);
        var element = row.Declared.Element;
        if (field.IsRepeated) element.Groups.Add(value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        else if (field.FieldType == FieldType.String) field.Accessor.SetValue(element, value);
        else if (field.FieldType == FieldType.Bool && Flag(value) is { } flag) field.Accessor.SetValue(element, flag);
        else if (field.FieldType == FieldType.Double && double.TryParse(value, out var number)) field.Accessor.SetValue(element, number);
        else row.Add(name, field.FieldType == FieldType.Bool ? "must be true or false." : "must be a number.");
    }

    private static bool? Flag(string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "1" => true,
        "FALSE" or "NO" or "0" => false,
        _ => null,
    };
}
