using Flux.Documents;

namespace Flux.Inventory.Apply;

/// <summary>Ids for new resources: stand-ins (negative) while a plan is only checked, real ones when it is carried out.</summary>
internal sealed class IdSource
{
    private readonly Dictionary<string, long> next = [];
    private readonly Dictionary<string, int> taken = [];

    /// <summary>Whether any id was asked for.</summary>
    public bool Used => taken.Count > 0;

    public long Next(string sequence)
    {
        var count = taken[sequence] = taken.GetValueOrDefault(sequence) + 1;
        return next.TryGetValue(sequence, out var first) ? first + count - 1 : -count;
    }

    /// <summary>A source that gives, in the same order, real ids for all the stand-ins that this one gave.</summary>
    public async Task<IdSource> ReserveAsync(IDocumentStore store, CancellationToken ct)
    {
        var real = new IdSource();
        foreach (var (sequence, count) in taken) real.next[sequence] = await store.NextSequenceAsync(sequence, count, ct);
        return real;
    }
}
