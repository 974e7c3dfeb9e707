using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Elements;
using Flux.Inventory.Groups;
using Flux.Inventory.Locations;
using Flux.Inventory.Profiles;
using Flux.Inventory.Settings;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Apply;

/// <summary>Makes a declared bundle true in one commit.</summary>
internal sealed class InventoryApplier(
    IDocumentStore store, SnapshotReader reader, ResourcePlanner resources, ElementPlanner elements, TenantPlanner tenants,
    LocationEditor locations, GroupEditor groups, ProfileEditor profiles, SettingsSealer sealer, SecretHistory history)
{
    public Task<ApplyInventoryResponse> ApplyAsync(ApplyInventoryRequest request, CancellationToken ct) =>
        Conflicts.RetryAsync("inventory", "bundle", () => ApplyOnceAsync(request, ct));

    private async Task<ApplyInventoryResponse> ApplyOnceAsync(ApplyInventoryRequest request, CancellationToken ct)
    {
        var snapshot = await reader.ReadAsync(request, ct);
        var violations = new Violations();
        var ids = new IdSource();
        var plan = Plan(request, snapshot, ids, violations);
        violations.ThrowIfAny();
        if (!request.ValidateOnly && plan.Batch.Count > 0)
        {
            // Checking needs no ids, and a bundle that is refused must not use any up: so the plan is made again with real ones.
            if (ids.Used) plan = Plan(request, snapshot, await ids.ReserveAsync(store, ct), new Violations());
            await SealAsync(plan, ct);
            await store.CommitAsync(plan.Batch, ct);
            await SealAsync(plan, ct);
        }

        return new ApplyInventoryResponse { Resources = { plan.Resources } };
    }

    /// <summary>Checks a bundle; answers every mistake in it.</summary>
    public async Task<Violations> CheckAsync(ApplyInventoryRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        Plan(request, await reader.ReadAsync(request, ct), new IdSource(), violations);
        return violations;
    }

    private async Task SealAsync(Plan plan, CancellationToken ct)
    {
        foreach (var (before, after) in plan.Groups) await history.MaskAsync(before, after, ct);
        foreach (var (before, after) in plan.Profiles) await sealer.SealAsync(before, after, ct);
        foreach (var group in plan.Moved.GroupBy(moved => moved.Schema, moved => moved.Element)) await history.MaskAsync(group, group.Key, ct);
    }

    private Plan Plan(ApplyInventoryRequest request, Snapshot snapshot, IdSource ids, Violations violations)
    {
        var plan = new Plan();
        var newLocations = resources.Plan(ResourceKinds.Locations, request.Locations, snapshot.Locations, locations, ids, plan, violations);
        var organizations = tenants.Plan(request, snapshot, ids, plan, violations);
        var newGroups = resources.Plan(ResourceKinds.Groups, request.Groups, snapshot.Groups, groups, ids, plan, violations);
        var newProfiles = resources.Plan(ResourceKinds.Profiles, request.Profiles, snapshot.Profiles, profiles, ids, plan, violations);
        var relations = new Relations(
            Ids(snapshot.Locations, newLocations, ResourceKinds.Locations), Ids(snapshot.Profiles, newProfiles, ResourceKinds.Profiles),
            organizations, Ids(snapshot.Groups, newGroups, ResourceKinds.Groups));
        var schemas = snapshot.ProfilesById.ToDictionary(entry => entry.Key, entry => new ProfileSchema(entry.Value));
        foreach (var profile in newProfiles.Values) schemas[profile.Id] = new ProfileSchema(profile);
        plan.Profiles.AddRange(newProfiles.Values.Where(profile => snapshot.Profiles.ContainsKey(profile.Name)).Select(profile => (snapshot.Profiles[profile.Name].Value, profile)));
        plan.Groups.AddRange(newGroups.Values.Where(group => snapshot.Groups.ContainsKey(group.Name)).Select(group => (snapshot.Groups[group.Name].Value, group)));
        elements.Plan(request.Elements, snapshot, relations, schemas, ids, plan, violations);
        plan.References.AddTo(plan.Batch);
        return plan;
    }

    internal static Dictionary<string, long> Ids<T>(IReadOnlyDictionary<string, Document<T>> stored, Dictionary<string, T> planned, ResourceKind<T> kind)
        where T : class
    {
        var ids = stored.ToDictionary(entry => entry.Key, entry => kind.Id(entry.Value.Value), StringComparer.Ordinal);
        foreach (var (name, resource) in planned) ids[name] = kind.Id(resource);
        return ids;
    }
}
