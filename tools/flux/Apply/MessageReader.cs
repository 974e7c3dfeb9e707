using System.Collections;
using Flux.Cli.Yaml;
using Flux.Contracts.Inventory.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Flux.Cli.Apply;

/// <summary>Fills messages of the contract from a file's mappings; notes every mistake and goes on.</summary>
internal sealed class MessageReader(SourceErrors errors, SourceMap places)
{
    private readonly ScalarReader _scalars = new(errors);

    /// <summary>Fills one message.</summary>
    /// <param name="value">The mapping, or a text where the message has a short form.</param>
    /// <param name="message">What to fill.</param>
    /// <param name="path">Where the mapping stands, as the file shows it.</param>
    /// <param name="field">The same for the service: it differs where the contract wraps or lists what the file nests.</param>
    public void Read(YamlValue value, IMessage message, string path, string field)
    {
        places.Add(field, path, value);
        if (value is YamlScalar { Type: ScalarType.Text } && KeyTable.Short.TryGetValue(message.Descriptor, out var only))
        {
            ReadField(value, message, message.Descriptor.FindFieldByName(only), path, field);
            return;
        }

        if (value is not YamlMap map)
        {
            errors.Add(value.Position, path, $"must be a mapping of {string.Join(", ", KeyTable.Of(message.Descriptor).Keys.Take(6))}, ..., not {value.Kind}");
            return;
        }

        if (message is DeclaredElement declared)
            ReadKeys(map, path, field, [declared.Element ??= new Element(), declared]);
        else
            ReadKeys(map, path, field, [message]);
    }

    private void ReadKeys(YamlMap map, string path, string field, IReadOnlyList<IMessage> targets)
    {
        var tables = targets.Select(target => (Target: target, Keys: KeyTable.Of(target.Descriptor))).ToList();
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            // Seeds write from-email as well as custom_to; both spellings are one key (semantics 3.8).
            var key = entry.Key.Replace('-', '_');
            var (target, keys) = tables.Find(table => table.Keys.ContainsKey(key));
            if (target is not null && !given.Add(key))
            {
                errors.Add(entry.Position, $"{path}.{entry.Key}", $"'{key}' is given twice, with a hyphen and with an underscore");
                continue;
            }

            if (target is null || keys[key] is { FieldType: FieldType.Message } inner && targets.Any(other => other.Descriptor == inner.MessageType))
            {
                var known = tables.SelectMany(table => table.Keys.Keys).Except(["element"]).ToList();
                var hint = Suggestion.For(entry.Key, known);
                errors.Add(entry.Position, $"{path}.{entry.Key}", "unknown key" + (hint.Length > 0 ? hint : "; known are " + string.Join(", ", known)));
                continue;
            }

            ReadField(entry.Value, target, keys[key], $"{path}.{entry.Key}", $"{field}.{keys[key].Name}");
        }
    }

    private void ReadField(YamlValue value, IMessage message, FieldDescriptor descriptor, string path, string field)
    {
        places.Add(field, path, value);
        if (KeyTable.IsJson(descriptor))
            places.AddInside(value, path, field);
        if (value is YamlScalar { Type: ScalarType.Null })
            return;
        if (descriptor.IsMap)
            ReadMap(value, (IDictionary)descriptor.Accessor.GetValue(message), descriptor.MessageType.FindFieldByNumber(2), path, field);
        else if (descriptor.IsRepeated)
            ReadList(value, (IList)descriptor.Accessor.GetValue(message), descriptor, path, field);
        else if (ScalarReader.Reads(descriptor))
            _scalars.Read(value, descriptor, path, read => descriptor.Accessor.SetValue(message, read));
        else
        {
            var child = New(descriptor.MessageType);
            Read(value, child, path, field);
            descriptor.Accessor.SetValue(message, child);
        }
    }

    private void ReadList(YamlValue value, IList list, FieldDescriptor descriptor, string path, string field)
    {
        if (descriptor.FieldType == FieldType.Message && NamedValues.Reads(descriptor.MessageType))
        {
            NamedValues.Read(value, list, descriptor.MessageType, path, field, errors, places);
            return;
        }

        if (value is not YamlList items)
        {
            errors.Add(value.Position, path, $"must be a list, not {value.Kind}: begin each entry with '- '");
            return;
        }

        for (var index = 0; index < items.Items.Count; index++)
        {
            var (item, itemPath, itemField) = (items.Items[index], $"{path}[{index}]", $"{field}[{index}]");
            places.Add(itemField, itemPath, item);
            if (ScalarReader.Reads(descriptor))
            {
                _scalars.Read(item, descriptor, itemPath, read => list.Add(read));
                continue;
            }

            var child = New(descriptor.MessageType);
            Read(item, child, itemPath, itemField);
            list.Add(child);
        }
    }

    private void ReadMap(YamlValue value, IDictionary map, FieldDescriptor values, string path, string field)
    {
        if (value is not YamlMap entries)
        {
            errors.Add(value.Position, path, $"must be a mapping, not {value.Kind}");
            return;
        }

        foreach (var entry in entries.Entries)
        {
            places.Add($"{field}[{entry.Key}]", $"{path}.{entry.Key}", entry.Value);
            if (values.FieldType != FieldType.String)
                _scalars.Read(entry.Value, values, $"{path}.{entry.Key}", read => map[entry.Key] = read);
            else if (entry.Value is YamlScalar scalar)
                map[entry.Key] = scalar.Text;
            else
                errors.Add(entry.Value.Position, $"{path}.{entry.Key}", $"must be text, not {entry.Value.Kind}");
        }
    }

    private static IMessage New(MessageDescriptor descriptor) => descriptor.Parser.ParseFrom(ByteString.Empty);
}
