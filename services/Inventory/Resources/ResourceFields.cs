using Flux.Hosting;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Resources;

/// <summary>Which fields of a resource an update writes (AIP-161).</summary>
internal static class ResourceFields
{
    private static readonly HashSet<string> OutputOnly = ["id", "etag"];

    /// <summary>The fields of the mask, or without one every set field.</summary>
    public static List<FieldDescriptor> Select(IMessage given, FieldMask? mask, string singular)
    {
        var writable = given.Descriptor.Fields.InFieldNumberOrder().Where(field => !OutputOnly.Contains(field.Name)).ToList();
        if (mask is not { Paths.Count: > 0 }) return [.. writable.Where(field => IsSet(given, field))];
        if (mask.Paths is ["*"]) return writable;
        var violations = new Violations();
        for (var i = 0; i < mask.Paths.Count; i++)
        {
            var path = mask.Paths[i];
            violations.Require(
                writable.Exists(field => field.Name == path), $"update_mask.paths[{i}]",
                OutputOnly.Contains(path)
                    ? $"'{path}' is set by the service; leave it out."
                    : $"{singular} has no field '{path}'; it has {string.Join(", ", writable.Select(field => field.Name))}.");
        }

        violations.ThrowIfAny();
        return [.. writable.Where(field => mask.Paths.Contains(field.Name))];
    }

    /// <summary>Copies fields, their absence included.</summary>
    public static void Copy(IMessage from, IMessage to, IEnumerable<FieldDescriptor> fields)
    {
        foreach (var field in fields)
        {
            field.Accessor.Clear(to);
            if (field.IsRepeated) CopyList((System.Collections.IList)field.Accessor.GetValue(from), (System.Collections.IList)field.Accessor.GetValue(to));
            else if (!field.HasPresence || field.Accessor.HasValue(from)) field.Accessor.SetValue(to, field.Accessor.GetValue(from));
        }
    }

    private static void CopyList(System.Collections.IList from, System.Collections.IList to)
    {
        foreach (var item in from) to.Add(item);
    }

    private static bool IsSet(IMessage message, FieldDescriptor field)
    {
        if (field.HasPresence) return field.Accessor.HasValue(message);
        return field.Accessor.GetValue(message) switch
        {
            string text => text.Length > 0,
            int number => number != 0,
            long number => number != 0,
            System.Collections.IList list => list.Count > 0,
            _ => true,
        };
    }
}
