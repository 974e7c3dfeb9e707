using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Hosting;

/// <summary>Which fields of a resource an update writes (AIP-134, AIP-161): those of its mask, else every set one.</summary>
public sealed class FieldSelection
{
    private static readonly string[] Usual = ["id", "etag"];

    // Each from the resource inwards; all but the last of a path are single messages.
    private readonly List<FieldDescriptor[]> _paths;

    private FieldSelection(IEnumerable<FieldDescriptor[]> paths)
    {
        // What lies inside a field that is copied whole is copied with it.
        _paths = [];
        foreach (var path in paths.OrderBy(path => path.Length))
        {
            if (!_paths.Exists(outer => path.Take(outer.Length).SequenceEqual(outer)))
                _paths.Add(path);
        }
    }

    /// <summary>Reads the mask of an update.</summary>
    /// <param name="given">The resource of the request.</param>
    /// <param name="mask">Paths by proto names, inner ones with dots ("http.method"); "*" alone means every field; null or empty means every field that is set.</param>
    /// <param name="singular">What the resource is called: <c>model</c>.</param>
    /// <param name="outputOnly">Fields that only the service writes; null for id and etag.</param>
    /// <exception cref="FluxException">INVALID_ARGUMENT: the mask names what is not there, or what only the service writes.</exception>
    public static FieldSelection Of(IMessage given, FieldMask? mask, string singular, IReadOnlyCollection<string>? outputOnly = null)
    {
        var writable = given.Descriptor.Fields.InFieldNumberOrder().Where(field => !(outputOnly ?? Usual).Contains(field.Name)).ToList();
        if (mask is not { Paths.Count: > 0 })
            return new FieldSelection(writable.Where(field => IsSet(given, field)).Select(field => new[] { field }));
        if (mask.Paths is ["*"])
            return new FieldSelection(writable.Select(field => new[] { field }));
        var violations = new Violations();
        var paths = mask.Paths.Select((path, i) => Read(path, $"update_mask.paths[{i}]", given.Descriptor, writable, singular, violations)).ToList();
        violations.ThrowIfAny();
        return new FieldSelection(paths!);
    }

    /// <summary>A copy without id and etag: what a caller has there says nothing about a new resource.</summary>
    public static T WithoutGiven<T>(T resource)
        where T : class, IMessage
    {
        var copy = Copied(resource);
        foreach (var name in Usual)
            copy.Descriptor.FindFieldByName(name).Accessor.Clear(copy);
        return copy;
    }

    /// <summary>The same without a field of the resource, for one that says which resource is meant.</summary>
    public FieldSelection Without(string field) => new(_paths.Where(path => path[0].Name != field));

    /// <summary>Copies the selected fields, their absence included.</summary>
    /// <param name="from">The resource of the request.</param>
    /// <param name="to">A copy of the stored one.</param>
    public void Copy(IMessage from, IMessage to)
    {
        // Inner messages would be shared otherwise; the request stays as it came.
        var source = Copied(from);
        foreach (var path in _paths)
            Copy(source, to, path);
    }

    private static T Copied<T>(T message)
        where T : class, IMessage => (T)message.Descriptor.Parser.ParseFrom(message.ToByteArray());

    private static void Copy(IMessage? from, IMessage to, ReadOnlySpan<FieldDescriptor> path)
    {
        var field = path[0];
        if (path.Length > 1)
        {
            var (given, stored) = ((IMessage?)(from is null ? null : field.Accessor.GetValue(from)), (IMessage?)field.Accessor.GetValue(to));
            if (stored is null && given is not null)
                field.Accessor.SetValue(to, stored = field.MessageType.Parser.ParseFrom(ByteString.Empty));
            if (stored is not null)
                Copy(given, stored, path[1..]);
            return;
        }
        // Clearing an absent member of a oneof would clear the one that is there.
        if (!field.HasPresence || field.Accessor.HasValue(to))
            field.Accessor.Clear(to);
        if (from is null)
            return;
        var value = field.Accessor.GetValue(from);
        if (field.IsMap)
        {
            foreach (DictionaryEntry pair in (IDictionary)value)
                ((IDictionary)field.Accessor.GetValue(to)).Add(pair.Key, pair.Value);
        }
        else if (field.IsRepeated)
        {
            foreach (var item in (IList)value)
                ((IList)field.Accessor.GetValue(to)).Add(item);
        }
        else if (!field.HasPresence || field.Accessor.HasValue(from))
        {
            field.Accessor.SetValue(to, value);
        }
    }

    private static FieldDescriptor[]? Read(string path, string place, MessageDescriptor type, List<FieldDescriptor> writable, string singular, Violations violations)
    {
        var names = path.Split('.');
        var fields = new FieldDescriptor[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var known = i == 0 ? writable : fields[i - 1] is { FieldType: FieldType.Message, IsRepeated: false } outer ? outer.MessageType.Fields.InFieldNumberOrder() : [];
            if (known.FirstOrDefault(field => field.Name == names[i]) is { } found)
            {
                fields[i] = found;
                continue;
            }
            var holder = i == 0 ? singular : string.Join('.', names[..i]);
            violations.Add(place, i == 0 && type.FindFieldByName(names[0]) is not null ? $"'{names[0]}' is set by the service; leave it out."
                : known.Count == 0 ? $"'{holder}' is written as a whole; name it without '.{names[i]}'."
                : $"{holder} has no field '{names[i]}'; it has {string.Join(", ", known.Select(field => field.Name))}.");
            return null;
        }
        return fields;
    }

    private static bool IsSet(IMessage message, FieldDescriptor field) => field.HasPresence
        ? field.Accessor.HasValue(message)
        : field.Accessor.GetValue(message) switch
        {
            string text => text.Length > 0,
            ByteString bytes => bytes.Length > 0,
            ICollection many => many.Count > 0,
            System.Enum value => Convert.ToInt64(value) != 0,
            var value => !value.Equals(System.Activator.CreateInstance(value.GetType())),
        };
}
