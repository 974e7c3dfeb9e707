using System.Buffers;
using System.Text;
using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.ContextBuilder.Elements;

/// <summary>
/// Builds element contexts (seed 000, "Base Element Context"; semantics 1): group variables by ascending weight and id, then settings,
/// then "element" and "epoch". Reuse one instance for many elements: what their groups make together is built once.
/// </summary>
internal sealed class ElementContextBuilder
{
    /// <summary>Largest context in bytes of JSON (semantics 5.1).</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonWriterOptions Writing = new() { Encoder = LeastJsonEncoder.Instance, MaxDepth = DocumentJson.MaxDepth };
    private readonly Dictionary<long, Group> groups;
    private readonly Dictionary<string, (ContextNode Tree, List<string> Warnings)> merged = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly long epoch;

    /// <param name="groups">All groups that the elements name.</param>
    /// <param name="now">Gives "epoch".</param>
    public ElementContextBuilder(IEnumerable<Group> groups, DateTimeOffset now)
    {
        this.groups = groups.ToDictionary(group => group.Id);
        epoch = now.ToUnixTimeSeconds();
    }

    /// <summary>Throws RESOURCE_EXHAUSTED when the context is larger than <see cref="MaxBytes"/>.</summary>
    public BuiltContext Build(ElementSources sources)
    {
        var (groupTree, groupWarnings) = OfGroups(sources.GroupIds);
        var warnings = new List<string>(groupWarnings);
        var settings = new ContextLayer(
            "settings",
            [.. sources.Settings.Select(setting => new ContextValue(setting.Key, setting.ValueJson, setting.Secret, setting.IsDefault ? "default of the profile" : null))]);
        var tree = TreeMerge.Over(groupTree, LayerTree.Build(settings, warnings), warnings);
        warnings.AddRange(sources.Warnings);
        var pointers = new List<string>();
        var json = Write(tree, sources, pointers);
        pointers.AddRange(sources.SecretPointers.Select(pointer => "/element" + pointer));
        return new BuiltContext(sources.ElementId, json, warnings, pointers, tree);
    }

    private (ContextNode Tree, List<string> Warnings) OfGroups(IReadOnlyCollection<long> ids)
    {
        var members = ids.Distinct().Select(id => groups.GetValueOrDefault(id)).OfType<Group>().OrderBy(group => group.Weight).ThenBy(group => group.Id).ToList();
        var key = string.Join(',', members.Select(group => group.Id));
        if (merged.TryGetValue(key, out var known)) return known;
        var warnings = new List<string>();
        var tree = ContextNode.Tree("groups");
        foreach (var group in members)
        {
            var layer = new ContextLayer(
                $"group '{group.Name}'", [.. group.Variables.Select(variable => new ContextValue(variable.Name, variable.ValueJson, variable.Secret))]);
            tree = TreeMerge.Over(tree, LayerTree.Build(layer, warnings), warnings);
        }

        return merged[key] = (tree, warnings);
    }

    private string Write(ContextNode tree, ElementSources sources, List<string> pointers)
    {
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        WriteChildren(json, tree, "", pointers);
        json.WritePropertyName("element");
        json.WriteRawValue(sources.ElementJson, skipInputValidation: true);
        json.WriteNumber("epoch", epoch);
        json.WriteEndObject();
        json.Flush();
        if (buffer.WrittenCount > MaxBytes)
        {
            throw FluxError.ResourceExhausted(
                $"context of element {sources.ElementId}", $"it has {buffer.WrittenCount} bytes, at most {MaxBytes} are allowed; make its variables or settings smaller");
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteChildren(Utf8JsonWriter json, ContextNode tree, string pointer, List<string> pointers)
    {
        foreach (var (key, node) in tree.Children!)
        {
            json.WritePropertyName(key);
            if (node.Value is not { } value)
            {
                json.WriteStartObject();
                WriteChildren(json, node, JsonPointer.Append(pointer, key), pointers);
                json.WriteEndObject();
                continue;
            }

            json.WriteRawValue(value.Json, skipInputValidation: true);
            if (value.Secret) pointers.Add(JsonPointer.Append(pointer, key));
        }
    }
}
