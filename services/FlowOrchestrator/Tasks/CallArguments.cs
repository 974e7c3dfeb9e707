using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Reads what a script gives to a call: whatever it is, a wrong value is the script's ValueError.</summary>
internal static class CallArguments
{
    private const int LongestValue = 100;

    /// <summary>An argument; absent or null is <paramref name="otherwise"/>.</summary>
    /// <exception cref="ScriptCallException">ValueError: it is of another type, or larger than the type.</exception>
    public static T Read<T>(JsonObject arguments, string name, T otherwise)
    {
        if (arguments[name] is not { } node)
            return otherwise;
        if (node is JsonValue value && value.TryGetValue<T>(out var read))
            return read;
        var text = Json.Write(node);
        throw new ScriptCallException("ValueError", $"{name} cannot be {(text.Length > LongestValue ? text[..LongestValue] + "..." : text)}");
    }
}
