using System.Text.Json;
using Flux.Documents;
using Flux.Events.Storage;

namespace Flux.Events;

/// <summary>Adds events to the batch that makes the change they speak of, so that neither is stored without the other.</summary>
public sealed class EventOutbox(TimeProvider time)
{
    private long last;

    /// <summary>
    /// Adds an event. Events about one resource keep the order of its changes; so build the batch after reading the resource, and anew for each try.
    /// </summary>
    /// <param name="batch">The change.</param>
    /// <param name="type">What happened, as in <c>mail.sent</c>.</param>
    /// <param name="subject">To what, as in <c>mails/7</c>.</param>
    /// <param name="data">A JSON object without secrets.</param>
    public void Add(DocumentBatch batch, string type, string subject, JsonElement data)
    {
        var now = time.GetUtcNow();
        var entry = new StoredEvent(Guid.CreateVersion7(now).ToString("D"), type, subject, now, data);
        // The id gives the order; the tail keeps the entries of several replicas apart.
        batch.Insert(StoredEvent.Outbox, $"{Next(now):D19}-{entry.Id[^12..]}", entry);
    }

    /// <summary>Adds an event whose data is <paramref name="data"/> written as <see cref="DocumentJson.Options"/> say.</summary>
    public void Add<TData>(DocumentBatch batch, string type, string subject, TData data) =>
        Add(batch, type, subject, JsonSerializer.SerializeToElement(data, DocumentJson.Options));

    // Time, but never the same twice and never back.
    private long Next(DateTimeOffset now)
    {
        while (true)
        {
            var before = Interlocked.Read(ref last);
            var next = Math.Max(before + 1, now.UtcTicks);
            if (Interlocked.CompareExchange(ref last, next, before) == before) return next;
        }
    }
}
