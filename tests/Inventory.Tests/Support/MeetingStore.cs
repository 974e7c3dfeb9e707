using Flux.Documents;

namespace Flux.Testing;

/// <summary>A store on which something else happens once, just before the first commit: after all that the commit is based on was read.</summary>
public sealed class MeetingStore(IDocumentStore inner, Func<Task> meanwhile) : DelegatingStore(inner)
{
    private int met;

    public override async Task CommitAsync(DocumentBatch batch, CancellationToken ct)
    {
        if (met++ == 0) await meanwhile();
        await base.CommitAsync(batch, ct);
    }
}
