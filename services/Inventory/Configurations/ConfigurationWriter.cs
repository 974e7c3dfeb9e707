using System.Security.Cryptography;
using System.Text;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Elements;
using Flux.Inventory.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Configurations;

/// <summary>Stores revisions; what equals the latest one is not stored again (semantics 4.3).</summary>
internal sealed class ConfigurationWriter(
    IDocumentStore store, ElementFinder elements, ConfigurationReader reader, ConfigurationRemover remover, AuditLog audit, InventoryOptions options, TimeProvider clock)
{
    public async Task<SaveConfigurationResponse> SaveAsync(SaveConfigurationRequest request, CancellationToken ct)
    {
        var given = request.Configuration ?? throw FluxError.InvalidArgument("configuration", "must be given.");
        var wanted = ConfigurationRules.Check(given);
        var bytes = Encoding.UTF8.GetBytes(given.Text);
        wanted.SizeBytes = bytes.Length;
        wanted.Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return await Conflicts.RetryAsync("configuration", $"elements/{given.ElementId}", () => SaveOnceAsync(wanted, given.Text, ct));
    }

    private async Task<SaveConfigurationResponse> SaveOnceAsync(StoredConfiguration wanted, string text, CancellationToken ct)
    {
        var element = (await elements.FindAsync(wanted.ElementId, ct)).Value.Fields;
        var latest = (await reader.LatestAsync(wanted.ElementId, wanted.Klass, wanted.Section, null, ct))?.Value.Fields;
        if (latest is not null && Same(latest, wanted)) return new SaveConfigurationResponse { Configuration = latest };
        var fields = wanted.Clone();
        fields.Revision = (latest?.Revision ?? 0) + 1;
        fields.CreateTime = After(latest?.CreateTime);
        var parts = TextPart.Split(text);
        var id = StoredRevision.Id(fields);
        var batch = new DocumentBatch().Insert(StoredRevision.Type, id, new StoredRevision(fields, parts.Count));
        for (var i = 0; i < parts.Count; i++) batch.Insert(TextPart.Type, TextPart.Id(id, i), parts[i]);
        if (options.KeepRevisions > 0) await remover.AddOldAsync(batch, fields, fields.Revision - options.KeepRevisions, ct);
        audit.Add(batch, fields.Actor, "changed", "element", element.Id, element.Name, [Change(latest, fields)]);
        await store.CommitAsync(batch, ct);

        // Somebody may have deleted the element since we looked; then its configurations must not stay behind.
        if (await store.GetAsync(StoredElement.Type, Keys.Of(element.Id), ct) is null)
        {
            await remover.RemoveAsync(element.Id, ct);
            throw FluxError.NotFound("element", $"{element.Id}");
        }

        return new SaveConfigurationResponse { Configuration = fields, Created = true };
    }

    private static bool Same(StoredConfiguration stored, StoredConfiguration wanted) =>
        stored.Sha256 == wanted.Sha256 && stored.Version == wanted.Version && stored.ChecksJson == wanted.ChecksJson
        && stored.RequiredApprovementPercentage == wanted.RequiredApprovementPercentage
        && stored.HasAuditValue == wanted.HasAuditValue && stored.AuditValue == wanted.AuditValue;

    // Later than the revision before, even when the clock was set back, so that newest first is the order of the revisions too.
    private Timestamp After(Timestamp? before)
    {
        var now = clock.GetUtcNow();
        var least = before?.ToDateTimeOffset().AddMicroseconds(1);
        return (least > now ? least.Value : now).ToTimestamp();
    }

    private static AuditChange Change(StoredConfiguration? before, StoredConfiguration after) => new(
        $"configurations.{after.Klass}.{after.Section}", before is null ? null : $"{before.Revision}", $"{after.Revision}");
}
