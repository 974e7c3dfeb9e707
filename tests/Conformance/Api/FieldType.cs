using Google.Protobuf.Reflection;
using Type = Google.Protobuf.Reflection.FieldDescriptorProto.Types.Type;

namespace Flux.Conformance.Api;

/// <summary>Writes types as the protos do, with links.</summary>
internal static class FieldType
{
    /// <summary>"repeated string", "map of string to bytes", "[Element](#fluxinventoryv1element)".</summary>
    public static string Of(FieldDescriptorProto field, DescriptorProto owner)
    {
        var entry = owner.NestedType.FirstOrDefault(nested => nested.Options?.MapEntry == true && field.TypeName.EndsWith($".{owner.Name}.{nested.Name}", StringComparison.Ordinal));
        if (entry is not null)
            return $"map of {Of(entry.Field[0], entry)} to {Of(entry.Field[1], entry)}";
        var label = field.Label == FieldDescriptorProto.Types.Label.Repeated ? "repeated "
            : field.Proto3Optional ? "optional "
            : field.HasOneofIndex ? $"one of {owner.OneofDecl[field.OneofIndex].Name}: "
            : "";
        return label + (field.TypeName.Length > 0 ? Link(field.TypeName) : Scalar(field.Type));
    }

    /// <summary>A message or enum: a link to its heading when it is ours.</summary>
    public static string Link(string fullName)
    {
        var name = fullName.TrimStart('.');
        var shown = name[(name.LastIndexOf('.') + 1)..];
        return name.StartsWith("flux.", StringComparison.Ordinal)
            ? $"[{shown}](#{name.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant()})"
            : $"`{name}`";
    }

    private static string Scalar(Type type) => type.ToString().ToLowerInvariant();
}
