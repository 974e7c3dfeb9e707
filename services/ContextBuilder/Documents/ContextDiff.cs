using System.Text.Json.Nodes;
using Flux.ContextBuilder.Elements;
using Flux.Contracts.Context.V1;

namespace Flux.ContextBuilder.Documents;

/// <summary>Differences of two objects, leaf by leaf; lists count as leaves. A number that changes its text (1 to 1.0) has changed.</summary>
internal static class ContextDiff
{
    public static IEnumerable<ValueChange> Between(JsonObject before, JsonObject after, string pointer = "")
    {
        foreach (var key in before.Select(entry => entry.Key).Union(after.Select(entry => entry.Key)).Order(StringComparer.Ordinal))
        {
            var at = JsonPointer.Append(pointer, key);
            var (had, has) = (before.TryGetPropertyValue(key, out var old), after.TryGetPropertyValue(key, out var now));
            if (old is JsonObject oldObject && now is JsonObject newObject)
            {
                foreach (var change in Between(oldObject, newObject, at)) yield return change;
                continue;
            }

            var (oldJson, newJson) = (had ? ContextObjects.Write(old) : "", has ? ContextObjects.Write(now) : "");
            if (oldJson != newJson) yield return new ValueChange { Pointer = at, OldJson = oldJson, NewJson = newJson };
        }
    }
}
