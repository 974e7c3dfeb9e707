using Flux.Contracts.Inventory.V1;
using Google.Protobuf.Reflection;

namespace Flux.Inventory.Elements;

/// <summary>The fields of an element by who may write them and how they are kept.</summary>
internal static class ElementFields
{
    /// <summary>Sealed at rest, blank in operator reads.</summary>
    public static readonly IReadOnlyList<string> Secrets = ["certificate", "key", "password", "elevated_priv_password"];

    /// <summary>Given by the service; ignored in writes.</summary>
    public static readonly IReadOnlySet<string> OutputOnly = new HashSet<string>
    {
        "id", "uuid", "status_change", "prev_status_change", "secrets_set", "created", "last_change", "first_execution", "last_execution", "etag",
    };

    /// <summary>In the order of the contract.</summary>
    public static readonly IReadOnlyList<string> Writable =
        [.. Element.Descriptor.Fields.InFieldNumberOrder().Select(field => field.Name).Where(name => !OutputOnly.Contains(name))];

    public static FieldDescriptor Field(string name) => Element.Descriptor.FindFieldByName(name);

    public static bool IsSet(Element element, string name)
    {
        var field = Field(name);
        if (field.HasPresence) return field.Accessor.HasValue(element);
        return field.Accessor.GetValue(element) switch
        {
            string text => text.Length > 0,
            bool flag => flag,
            System.Collections.IList list => list.Count > 0,
            _ => true,
        };
    }

    /// <summary>Writable fields that hold a value.</summary>
    public static List<string> SetFields(Element element) => [.. Writable.Where(name => IsSet(element, name))];

    /// <summary>Copies one field, its absence included.</summary>
    public static void Copy(Element from, Element to, string name)
    {
        var field = Field(name);
        if (field.HasPresence && !field.Accessor.HasValue(from)) field.Accessor.Clear(to);
        else field.Accessor.SetValue(to, field.Accessor.GetValue(from));
    }

    public static string GetText(Element element, string name) => (string)Field(name).Accessor.GetValue(element);

    public static void SetText(Element element, string name, string value) => Field(name).Accessor.SetValue(element, value);
}
