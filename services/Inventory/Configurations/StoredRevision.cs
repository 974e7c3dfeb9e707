using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Configurations;

/// <summary>One revision of a configuration; its text is kept apart, so that reading the history reads no texts.</summary>
/// <param name="Fields">Everything but the text.</param>
/// <param name="Parts">Number of documents that hold the text.</param>
internal sealed record StoredRevision(StoredConfiguration Fields, int Parts)
{
    public static readonly DocumentType<StoredRevision> Type = new(
        "configurations",
        [
            new("element", revision => revision.Fields.ElementId),
            new("klass", revision => revision.Fields.Klass),
            new("section", revision => revision.Fields.Section),
            // Microseconds since 1970: what every store keeps exactly.
            new("time", revision => Microseconds(revision.Fields.CreateTime.ToDateTimeOffset())),
        ],
        ProtoJson.TypeInfo<StoredRevision>());

    /// <summary>Begins the ids of all revisions of one configuration; they sort by revision.</summary>
    public static string Prefix(long elementId, string klass, string section) => $"{Keys.Of(elementId)}/{klass}/{Uri.EscapeDataString(section)}/";

    public static string Id(StoredConfiguration fields) => Id(fields.ElementId, fields.Klass, fields.Section, fields.Revision);

    public static string Id(long elementId, string klass, string section, long revision) => $"{Prefix(elementId, klass, section)}{revision:D12}";

    private static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
