using Flux.Contracts.Inventory.V1;
using Flux.Documents;

namespace Flux.Inventory.Storage;

/// <summary>
/// What a batch begins to name: for each resource the batch requires it to be there and writes its <see cref="ReferenceMark"/>, which the batch that deletes the resource
/// writes too, with the version read before it looked for users. So of a name and a deletion at the same moment the later one fails, and looks again.
/// </summary>
internal sealed class NamedReferences
{
    private readonly HashSet<(string Kind, long Id)> named = [];

    /// <summary>What an element names that it did not name before.</summary>
    public void Add(StoredElement? before, StoredElement after)
    {
        if (after.LocationId != before?.LocationId) Add("location", after.LocationId);
        if (after.ProfileId != before?.ProfileId) Add("profile", after.ProfileId);
        if (after.OrganizationId != before?.OrganizationId) Add("organization", after.OrganizationId);
        foreach (var group in after.GroupIds.Except(before?.GroupIds ?? [])) Add("group", group);
    }

    /// <summary>The organization that a user names and did not name before.</summary>
    public void Add(User? before, User after)
    {
        if (after.OrganizationId != 0 && after.OrganizationId != before?.OrganizationId) Add("organization", after.OrganizationId);
    }

    /// <summary>Adds requirements and marks; after the writes that make what is named.</summary>
    public void AddTo(DocumentBatch batch)
    {
        foreach (var (kind, id) in named)
        {
            _ = kind switch
            {
                "location" => batch.Require(Collections.Locations, Keys.Of(id)),
                "profile" => batch.Require(Collections.Profiles, Keys.Of(id)),
                "organization" => batch.Require(Collections.Organizations, Keys.Of(id)),
                _ => batch.Require(Collections.Groups, Keys.Of(id)),
            };
            batch.Put(ReferenceMark.Type, ReferenceMark.Id(kind, id), ReferenceMark.Instance);
        }
    }

    private void Add(string kind, long? id)
    {
        if (id is { } value) named.Add((kind, value));
    }
}
