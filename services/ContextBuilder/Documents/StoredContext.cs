using System.Text.Json;
using Flux.Documents;

namespace Flux.ContextBuilder.Documents;

/// <summary>The newest version of a context document.</summary>
/// <param name="Scope">What it belongs to.</param>
/// <param name="Content">JSON object.</param>
/// <param name="Number">1, and one more with every write.</param>
/// <param name="Created">When the first version was written.</param>
/// <param name="Updated">When this one was.</param>
internal sealed record StoredContext(string Scope, JsonElement Content, long Number, DateTimeOffset Created, DateTimeOffset Updated)
{
    public static readonly DocumentType<StoredContext> Type = new("contexts", [new("scope", context => context.Scope)]);

    /// <summary>Older versions, under "id/number".</summary>
    public static readonly DocumentType<StoredContext> Versions = new("context-versions", []);

    public static string VersionId(string id, long number) => $"{id}/{number:D12}";

    /// <summary>Opaque; also tells a context from an earlier one with the same id.</summary>
    public string Etag => $"{Number}-{Created.UtcTicks:x}";
}
