using Flux.Documents;

namespace Flux.Events.Storage;

/// <summary>
/// Gives events their numbers. The numbers follow the commits, without gaps, because they are given here and not by the writers: a reader that has seen
/// number 7 never misses a number 6 that was still on its way. Several replicas may do this at once; one wins, the others look again.
/// </summary>
internal sealed class EventLog(IDocumentStore store, EventOptions options, TimeProvider time)
{
    private const int MaxBatch = 200;

    // Events are kept for days: once none is too old, that is not asked again with every new one.
    private DateTimeOffset nextAgeCheck;

    public async Task<LogPosition> BoundsAsync(CancellationToken ct) =>
        (await store.GetAsync(LogPosition.Type, LogPosition.Bounds, ct))?.Value ?? LogPosition.Empty;

    /// <summary>The events after a number, oldest first, at most <paramref name="count"/>.</summary>
    public async Task<IReadOnlyList<FluxEvent>> ReadAsync(long after, int count, CancellationToken ct)
    {
        var query = DocumentQuery.All.Where("id", DocumentOperator.Greater, StoredEvent.Key(after)).Take(count);
        var page = await store.QueryAsync(StoredEvent.Log, query, ct);
        return [.. page.Items.Select(item => new FluxEvent(
            long.Parse(item.Id), item.Value.Id, item.Value.Type, item.Value.Subject, item.Value.Time, item.Value.Data))];
    }

    /// <summary>Numbers what waits, as much as fits into one write, and drops what is beyond the limits; answers whether there was anything to do.</summary>
    public async Task<bool> AdvanceAsync(CancellationToken ct)
    {
        var waiting = (await store.QueryAsync(StoredEvent.Outbox, DocumentQuery.All.Take(MaxBatch), ct)).Items;
        var stored = await store.GetAsync(LogPosition.Type, LogPosition.Bounds, ct);
        var (first, last) = stored?.Value ?? LogPosition.Empty;
        var batch = new DocumentBatch();
        foreach (var entry in waiting)
        {
            batch.Insert(StoredEvent.Log, StoredEvent.Key(++last), entry.Value);
            batch.Delete(StoredEvent.Outbox, entry.Id, entry.Version);
        }

        for (var end = Math.Min(await FirstToKeepAsync(first, last, ct), first + (2 * MaxBatch)); first < end; first++)
            batch.Delete(StoredEvent.Log, StoredEvent.Key(first));
        if (batch.Count == 0) return false;
        var bounds = new LogPosition(first, last);
        if (stored is null) batch.Insert(LogPosition.Type, LogPosition.Bounds, bounds);
        else batch.Update(LogPosition.Type, LogPosition.Bounds, bounds, stored.Version);
        try
        {
            await store.CommitAsync(batch, ct);
        }
        catch (Exception error) when (error is DocumentConflictException or DuplicateKeyException)
        {
            // Another replica did it.
        }

        return true;
    }

    private async Task<long> FirstToKeepAsync(long first, long last, CancellationToken ct)
    {
        var byCount = Math.Max(first, last - options.MaxCount + 1);
        if (time.GetUtcNow() < nextAgeCheck) return byCount;
        var fresh = DocumentQuery.All.Where("time", DocumentOperator.GreaterOrEqual, time.GetUtcNow() - options.MaxAge).OrderBy("time");
        var oldest = await store.FirstOrDefaultAsync(StoredEvent.Log, fresh, ct);
        // Nothing fresh in the log: all that was there before this write is old.
        var byAge = oldest is not null ? long.Parse(oldest.Id) : (await BoundsAsync(ct)).Last + 1;
        if (byAge <= first) nextAgeCheck = time.GetUtcNow() + options.LookInterval;
        return Math.Max(byCount, byAge);
    }
}
