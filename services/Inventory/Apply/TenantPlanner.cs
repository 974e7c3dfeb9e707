using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Storage;
using Flux.Inventory.Tenants;

namespace Flux.Inventory.Apply;

/// <summary>Plans organizations and users.</summary>
internal sealed class TenantPlanner(ResourcePlanner resources, OrganizationEditor organizations, UserEditor users)
{
    /// <summary>Answers the ids of all organizations that the bundle names. One that an element names comes to be by that; one of a user must be there.</summary>
    public IReadOnlyDictionary<string, long> Plan(ApplyInventoryRequest request, Snapshot snapshot, IdSource ids, Plan plan, Violations violations)
    {
        var planned = resources.Plan(ResourceKinds.Organizations, request.Organizations, snapshot.Organizations, organizations, ids, plan, violations);
        var known = InventoryApplier.Ids(snapshot.Organizations, planned, ResourceKinds.Organizations);
        var declared = request.Users.Select((user, i) => Read(user, known, $"users[{i}].", violations)).ToList();
        foreach (var user in resources.Plan(ResourceKinds.Users, declared, snapshot.Users, users, ids, plan, violations).Values)
            plan.References.Add(snapshot.Users.GetValueOrDefault(user.Username)?.Value, user);
        foreach (var name in request.Elements.Select(entry => entry.Element?.Organization ?? "").Where(name => !known.ContainsKey(name) && Names.Check(name, "", new Violations())).Distinct().ToList())
        {
            var organization = new Organization { Id = ids.Next(ResourceKinds.Organizations.Field), Name = name };
            known.Add(name, organization.Id);
            plan.Batch.Insert(Collections.Organizations, Keys.Of(organization.Id), organization);
        }

        return known;
    }

    private static User Read(DeclaredUser declared, Dictionary<string, long> known, string path, Violations violations)
    {
        var user = new User { Username = declared.Username, FullName = declared.FullName, Email = declared.Email };
        if (declared.Organization.Length == 0) return user;
        if (violations.Require(known.TryGetValue(declared.Organization, out var id), path + "organization", $"there is no organization '{declared.Organization}'; declare it or correct the name."))
            user.OrganizationId = id;
        return user;
    }
}
