using Flux.Contracts.Inventory.V1;
using Flux.Documents;

namespace Flux.Inventory.Storage;

/// <summary>What runs note about an element, under the element's key; apart from it, so that a run does not spoil the etag an operator holds.</summary>
internal sealed record ElementState(DateTimeOffset? FirstExecution, DateTimeOffset? LastExecution, HostKey? HostKey)
{
    public static readonly DocumentType<ElementState> Type = new("element-states", [], ProtoJson.TypeInfo<ElementState>());

    public static ElementState Empty { get; } = new(null, null, null);
}
