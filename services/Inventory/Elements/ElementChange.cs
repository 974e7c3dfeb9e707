using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Audit;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Elements;

/// <summary>What writing some fields makes of an element.</summary>
/// <param name="Result">The element after it; secrets sealed.</param>
/// <param name="Changes">The fields that differ, in the order of the contract; empty when nothing has to be written.</param>
internal sealed record ElementChange(StoredElement Result, IReadOnlyList<AuditChange> Changes);
