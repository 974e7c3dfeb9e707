using System.Collections;
using Flux.Cli.Yaml;
using Flux.Contracts.Inventory.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Flux.Cli.Apply;

/// <summary>Reads a declared file.</summary>
internal static class BundleReader
{
    /// <summary>Reads a file's text; the bundle is good only when no error was noted.</summary>
    public static Bundle Read(string text, Substitution substitution, SourceErrors errors)
    {
        var bundle = new Bundle();
        if (YamlReader.Read(text, substitution, errors) is not { } root)
            return bundle;
        var sections = bundle.Requests.SelectMany(request => Sections(request.Descriptor).Select(field => (Request: request, Field: field))).ToDictionary(section => section.Field.Name);
        foreach (var entry in root.Entries)
        {
            if (!sections.TryGetValue(entry.Key, out var section))
                errors.Add(entry.Position, entry.Key, $"unknown top-level list{Suggestion.For(entry.Key, sections.Keys)}; known are {string.Join(", ", sections.Keys)}");
            else
                ReadSection(entry, section.Request, section.Field, bundle.Places, errors);
        }

        return bundle;
    }

    /// <summary>The lists of resources in a request.</summary>
    public static IEnumerable<FieldDescriptor> Sections(MessageDescriptor request) =>
        request.Fields.InDeclarationOrder().Where(field => field.IsRepeated);

    /// <summary>The unique name of a resource.</summary>
    public static string NameOf(IMessage resource)
    {
        var owner = resource is DeclaredElement declared ? declared.Element ?? new Element() : resource;
        return (string)owner.Descriptor.FindFieldByName(KeyTable.NameKey(owner.Descriptor)).Accessor.GetValue(owner);
    }

    private static void ReadSection(YamlEntry entry, IMessage request, FieldDescriptor field, SourceMap places, SourceErrors errors)
    {
        if (entry.Value is YamlScalar { Type: ScalarType.Null })
            return;
        if (entry.Value is not YamlList list)
        {
            errors.Add(entry.Value.Position, entry.Key, $"must be a list of {entry.Key}, not {entry.Value.Kind}: begin each of them with '- '");
            return;
        }

        var reader = new MessageReader(errors, places);
        var target = (IList)field.Accessor.GetValue(request);
        var names = new Dictionary<string, SourcePosition>();
        for (var index = 0; index < list.Items.Count; index++)
        {
            var path = $"{entry.Key}[{index}]";
            var resource = field.MessageType.Parser.ParseFrom(ByteString.Empty);
            reader.Read(list.Items[index], resource, path, path);
            target.Add(resource);
            CheckName(list.Items[index], resource, path, names, errors);
        }
    }

    private static void CheckName(YamlValue value, IMessage resource, string path, Dictionary<string, SourcePosition> names, SourceErrors errors)
    {
        if (value is not YamlMap map)
            return;
        var key = resource is DeclaredElement ? "name" : KeyTable.NameKey(resource.Descriptor);
        var position = map[key]?.Position ?? map.Position;
        var name = NameOf(resource);
        if (name.Length == 0)
            errors.Add(position, path, $"needs a {key}");
        else if (!names.TryAdd(name, position))
            errors.Add(position, $"{path}.{key}", $"'{name}' is declared twice, first in line {names[name].Line}: names are unique");
    }
}
