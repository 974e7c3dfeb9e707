using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Resources;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Tenants;

/// <summary>Checks that a user's organization exists.</summary>
internal sealed class UserGuard(IDocumentStore store) : IResourceGuard<User>
{
    public async Task CheckAsync(User wanted, string path, Violations violations, CancellationToken ct)
    {
        var id = wanted.OrganizationId;
        var exists = id == 0 || (id > 0 && await store.GetAsync(Collections.Organizations, Keys.Of(id), ct) is not null);
        violations.Require(exists, path + "organization_id", $"there is no organization {id}; create it or take the id of another.");
    }
}
