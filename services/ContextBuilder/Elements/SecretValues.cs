using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.Documents;
using Flux.Documents.Secrets;

namespace Flux.ContextBuilder.Elements;

/// <summary>Masks, seals and opens the secrets of a JSON text, whose places are known. Everything else keeps its text, numbers included.</summary>
internal static class SecretValues
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = DocumentJson.MaxDepth };

    public static string Mask(string json, IReadOnlyCollection<string> pointers) => Map(json, pointers, static _ => SecretMask.Mask);

    public static string Seal(string json, IReadOnlyCollection<string> pointers, SecretProtector protector) =>
        Map(json, pointers, value => protector.Protect(value?.ToJsonString(DocumentJson.Options) ?? "null"));

    public static string Open(string json, IReadOnlyCollection<string> pointers, SecretProtector protector) =>
        Map(json, pointers, value => JsonNode.Parse(protector.Unprotect(value!.GetValue<string>()), documentOptions: Reading));

    /// <summary>Encrypts with the newest key what has an older one; null when nothing has.</summary>
    public static string? Renew(string json, IReadOnlyCollection<string> pointers, SecretProtector protector)
    {
        var renewed = false;
        var result = Map(json, pointers, value =>
        {
            var text = value!.GetValue<string>();
            if (!protector.IsOutdated(text)) return text;
            renewed = true;
            return protector.Protect(protector.Unprotect(text));
        });
        return renewed ? result : null;
    }

    /// <summary>The texts and numbers that stand at these places, or below them. "true" hidden everywhere would hide more than the secret.</summary>
    public static IEnumerable<string> Texts(JsonElement root, IEnumerable<string> pointers) => pointers.SelectMany(pointer => JsonPointer.Find(root, pointer) is { } value ? Texts(value) : []);

    /// <summary>Hides texts in the strings and keys of a JSON text, and numbers that are one as a whole.</summary>
    public static string Hide(string json, SecretMask mask) =>
        mask.IsEmpty ? json : JsonMask.Apply(mask, JsonNode.Parse(json, documentOptions: Reading))!.ToJsonString(DocumentJson.Options);

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number => [value.GetRawText()],
        _ => [],
    };

    private static string Map(string json, IReadOnlyCollection<string> pointers, Func<JsonNode?, JsonNode?> change)
    {
        if (pointers.Count == 0) return json;
        var root = JsonNode.Parse(json, documentOptions: Reading)!;
        foreach (var pointer in pointers) JsonPointer.Replace(root, pointer, change);
        return root.ToJsonString(DocumentJson.Options);
    }
}
