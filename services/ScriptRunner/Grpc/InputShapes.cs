using System.Text;
using System.Text.Json;
using Flux.Contracts.Script.V1;
using Flux.Hosting;

namespace Flux.ScriptRunner.Grpc;

/// <summary>
/// The types of inputs, so that a wrong one is told to the caller and not to the author of the script. null counts as absent.
/// Unknown names are refused: a typing error would otherwise be an empty variable.
/// </summary>
internal static class InputShapes
{
    private const string Text = "a string", Object = "an object", List = "a list", Entries = "a list of objects with an id, a number or a string", Integer = "an integer", Any = "anything";

    private static readonly Dictionary<ScriptKind, Dictionary<string, string>> Shapes = new()
    {
        [ScriptKind.FlowPreExecution] = new() { ["elements"] = Entries },
        [ScriptKind.FlowSerial] = new()
        {
            ["context"] = Object, ["flow_context"] = Entries, ["flow_variables"] = Object, ["element"] = Object, ["elements"] = Entries,
            ["current"] = Integer, ["last"] = Integer,
        },
        [ScriptKind.FlowParallel] = new() { ["context"] = Object, ["flow_context"] = Entries, ["flow_variables"] = Object, ["elements"] = Entries },
        [ScriptKind.Condition] = new() { ["flow_context"] = List, ["current"] = Integer, ["last"] = Integer },
        [ScriptKind.Management] = new() { ["context"] = Object, ["element"] = Object },
        [ScriptKind.Processing] = new() { ["context"] = Object, ["element"] = Object, ["data"] = Any },
        [ScriptKind.Model] = new() { ["context"] = Object, ["data"] = Text, ["model"] = Object },
    };

    public static void Check(Violations found, ScriptKind kind, string json, string field)
    {
        if (!Shapes.TryGetValue(kind, out var shapes))
            return;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!shapes.TryGetValue(name, out var shape))
                found.Add($"{field}.{name}", $"scripts of this kind take {string.Join(", ", shapes.Keys)}");
            else if (reader.TokenType != JsonTokenType.Null && !Fits(ref reader, shape))
                found.Add($"{field}.{name}", $"must be {shape}");
            reader.TrySkip();
        }
    }

    private static bool Fits(ref Utf8JsonReader reader, string shape) => shape switch
    {
        Text => reader.TokenType == JsonTokenType.String,
        Object => reader.TokenType == JsonTokenType.StartObject,
        List => reader.TokenType == JsonTokenType.StartArray,
        Integer => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out _),
        Entries => reader.TokenType == JsonTokenType.StartArray && AllHaveId(reader),
        _ => true,
    };

    // Looks ahead on a copy of the reader.
    private static bool AllHaveId(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                return false;
            var hasId = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                reader.Read();
                hasId |= isId && reader.TokenType is JsonTokenType.Number or JsonTokenType.String;
                reader.Skip();
            }
            if (!hasId)
                return false;
        }
        return true;
    }
}
