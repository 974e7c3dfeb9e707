using Flux.Contracts.Inventory.V1;
using Flux.Documents;

namespace Flux.Inventory.Storage;

/// <summary>An element as stored: relations by id, so that renaming a group touches one document; secrets sealed.</summary>
/// <param name="Fields">Everything else; its relation names, etag, secrets_set and execution times are empty.</param>
/// <param name="LocationId">Null for none.</param>
/// <param name="ProfileId">Null for none.</param>
/// <param name="OrganizationId">Null for none.</param>
/// <param name="GroupIds">In the order in which they were given.</param>
internal sealed record StoredElement(Element Fields, long? LocationId, long? ProfileId, long? OrganizationId, IReadOnlyList<long> GroupIds)
{
    public static readonly DocumentType<StoredElement> Type = new(
        "elements",
        [
            new("name", element => element.Fields.Name, Unique: true),
            new("location", element => element.LocationId),
            new("profile", element => element.ProfileId),
            new("organization", element => element.OrganizationId),
            new("groups", element => element.GroupIds, Many: true),
            // Who sees it: its organization, or 0 for everybody.
            new("audience", element => element.Fields.IsPublic || element.OrganizationId is null ? new[] { 0L } : [element.OrganizationId.Value], Many: true),
            new("active", element => element.Fields.IsActive),
            new("status", element => element.Fields.Status),
            new("text", element => element.SearchText()),
        ],
        ProtoJson.TypeInfo<StoredElement>());

    public static StoredElement New() => new(new Element { IsActive = true }, null, null, null, []);

    private string SearchText() => string.Join(
        '\n', Fields.Name, Fields.ManagementAddress, Fields.Description, Fields.Description2, Fields.Description3, Fields.Description4).ToUpperInvariant();
}
