using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flux.Documents.Secrets;

/// <summary>Hides secrets in JSON values, text by text, so that no escape can hide one.</summary>
public static class JsonMask
{
    /// <summary>A copy of the value with the secrets in its strings and keys hidden.</summary>
    public static JsonNode? Apply(SecretMask mask, JsonNode? node)
    {
        if (node is null)
            return null;
        if (mask.IsEmpty)
            return node.DeepClone();
        switch (node)
        {
            case JsonObject o:
                var copy = new JsonObject();
                foreach (var (key, value) in o)
                    copy[mask.Apply(key)] = Apply(mask, value);
                return copy;
            case JsonArray a:
                return new JsonArray([.. a.Select(value => Apply(mask, value))]);
            case var _ when node.GetValueKind() == JsonValueKind.String:
                var text = node.GetValue<string>();
                var masked = mask.Apply(text);
                return ReferenceEquals(text, masked) ? node.DeepClone() : JsonValue.Create(masked);
            case var _ when node.GetValueKind() == JsonValueKind.Number:
                // A numeric secret (a PIN) is hidden where it is the whole value.
                return mask.Apply(node.ToJsonString()) == SecretMask.Mask ? JsonValue.Create(SecretMask.Mask) : node.DeepClone();
            default:
                return node.DeepClone();
        }
    }
}
