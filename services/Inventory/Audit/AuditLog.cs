using System.Text.Json;
using Flux.Documents;
using Flux.Events;

namespace Flux.Inventory.Audit;

/// <summary>Adds audit entries and events to the batch that makes the change, so that none exists without the others.</summary>
internal sealed class AuditLog(EventOutbox events, TimeProvider clock)
{
    /// <summary>Says who changed what; without an <paramref name="actor"/> it is the call's own (<see cref="CallActor"/>).</summary>
    public void Add(DocumentBatch batch, string actor, string action, string kind, long id, string name, IReadOnlyList<AuditChange> changes)
    {
        var entry = new AuditEntry(clock.GetUtcNow(), actor.Length > 0 ? actor : CallActor.Current, action, kind, id, name, changes);
        batch.Insert(AuditEntry.Type, Guid.CreateVersion7(entry.Time).ToString("N"), entry);
        events.Add(batch, $"{kind}.{action}", $"{kind}s/{id}", EventData(entry));
    }

    private static JsonElement EventData(AuditEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = DocumentJson.MaxDepth }))
        {
            json.WriteStartObject();
            json.WriteNumber("id", entry.ResourceId);
            json.WriteString("name", entry.Name);
            json.WriteString("actor", entry.Actor);
            json.WriteStartArray("changes");
            foreach (var change in entry.Changes) Write(json, change);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.ToArray(), new JsonDocumentOptions { MaxDepth = DocumentJson.MaxDepth }).RootElement;
    }

    private static void Write(Utf8JsonWriter json, AuditChange change)
    {
        json.WriteStartObject();
        json.WriteString("field", change.Field);
        WriteValue(json, "old", change.Old);
        WriteValue(json, "new", change.New);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null) return;
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }
}
