using Flux.Documents;
using Flux.Testing;

namespace Flux.Inventory.Tests.Rotation;

/// <summary>A store whose process dies after some commits: nothing that comes later happens.</summary>
internal sealed class FailingStore(IDocumentStore inner, int commits) : DelegatingStore(inner)
{
    private int left = commits;

    public override Task CommitAsync(DocumentBatch batch, CancellationToken ct) =>
        left-- > 0 ? base.CommitAsync(batch, ct) : throw new InvalidOperationException("The process is gone.");
}
