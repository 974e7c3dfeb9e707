using Flux.Contracts.Inventory.V1;

namespace Flux.Inventory.Contexts;

/// <summary>What contexts are built from.</summary>
/// <param name="Groups">Every group that an element names, secrets in clear.</param>
/// <param name="MissingIds">Ids that no element has.</param>
/// <param name="Elements">In the order of the request, secrets in clear.</param>
internal sealed record ContextSources(IReadOnlyList<Group> Groups, IReadOnlyList<long> MissingIds, IEnumerable<ElementSources> Elements);
