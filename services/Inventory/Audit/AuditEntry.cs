using Flux.Documents;

namespace Flux.Inventory.Audit;

/// <summary>Who changed what, when. Secrets appear as "********".</summary>
/// <param name="Time">When.</param>
/// <param name="Actor">A user name or "run/&lt;id&gt;"; empty when the caller named nobody.</param>
/// <param name="Action">"created", "changed" or "deleted".</param>
/// <param name="Kind">"element", "group", ...</param>
/// <param name="ResourceId">Numeric id of the resource.</param>
/// <param name="Name">Its name.</param>
/// <param name="Changes">What changed; for a created resource only its settings.</param>
internal sealed record AuditEntry(
    DateTimeOffset Time, string Actor, string Action, string Kind, long ResourceId, string Name, IReadOnlyList<AuditChange> Changes)
{
    public static readonly DocumentType<AuditEntry> Type = new(
        "audit", [new("time", entry => entry.Time), new("resource", entry => $"{entry.Kind}/{entry.ResourceId}"), new("actor", entry => entry.Actor), new("action", entry => entry.Action)]);
}
