using Flux.Documents;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>The revision of the definitions as a whole; every bundle that changes something raises it by one.</summary>
/// <param name="Revision">Counts from 1.</param>
internal sealed record DefinitionHead(long Revision)
{
    /// <summary>One document, id <see cref="Id"/>.</summary>
    public static readonly DocumentType<DefinitionHead> Type = new("definition-head", []);

    /// <summary>The document's id.</summary>
    public const string Id = "head";
}
