using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flux.Documents;

/// <summary>How documents are written as JSON.</summary>
public static class DocumentJson
{
    /// <summary>Deepest nesting that a document may have: a value of <see cref="JsonText.MaxDepth"/> levels and what it is nested in.</summary>
    public const int MaxDepth = 1300;

    /// <summary>
    /// Camel case, enums by name, nulls left out, only the escapes that JSON demands. JsonElement, JsonNode and JsonObject members keep
    /// the text of their numbers: 1.0 stays 1.0 and 2^53+1 stays exact.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = LeastJsonEncoder.Instance,
            MaxDepth = MaxDepth,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
