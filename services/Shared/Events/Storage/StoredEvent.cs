using System.Text.Json;
using Flux.Documents;

namespace Flux.Events.Storage;

/// <summary>An event at rest.</summary>
internal sealed record StoredEvent(string Id, string Type, string Subject, DateTimeOffset Time, JsonElement Data)
{
    /// <summary>Events that have no number yet, in the order in which they get one.</summary>
    public static readonly DocumentType<StoredEvent> Outbox = new("event-outbox", []);

    /// <summary>Numbered events; the number is the id.</summary>
    public static readonly DocumentType<StoredEvent> Log = new("events", [new("time", entry => entry.Time)]);

    public static string Key(long sequence) => sequence.ToString("D19");
}
