using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Apply;
using Flux.Inventory.Audit;
using Flux.Inventory.Groups;
using Flux.Inventory.Locations;
using Flux.Inventory.Profiles;
using Flux.Inventory.Storage;
using Flux.Inventory.Tenants;
using Flux.Storage;

namespace Flux.Inventory.Resources;

/// <summary>The resources beside elements.</summary>
internal sealed class ResourceCruds(
    IDocumentStore store, ResourceUsers users, AuditLog audit, CreateRequests requests, GroupEditor groups, GroupGuard groupGuard, ProfileEditor profiles, ProfileGuard profileGuard, LocationEditor locations,
    OrganizationEditor organizations, UserEditor people, UserGuard userGuard)
{
    public ResourceCrud<Group> Groups { get; } = new(
        store, ResourceKinds.Groups, groups, document => GroupSecrets.Hide(document.Value, Etag.Of(document.Version)), users, audit, requests, groupGuard);

    public ResourceCrud<Profile> Profiles { get; } = new(
        store, ResourceKinds.Profiles, profiles, document => ProfileView.Hide(document.Value, Etag.Of(document.Version)), users, audit, requests, profileGuard);

    public ResourceCrud<Location> Locations { get; } = new(
        store, ResourceKinds.Locations, locations, document => new Location(document.Value) { Etag = Etag.Of(document.Version) }, users, audit, requests, new NoGuard<Location>());

    public ResourceCrud<Organization> Organizations { get; } = new(
        store, ResourceKinds.Organizations, organizations, document => new Organization(document.Value) { Etag = Etag.Of(document.Version) }, users, audit, requests,
        new NoGuard<Organization>());

    public ResourceCrud<User> Users { get; } = new(
        store, ResourceKinds.Users, people, document => new User(document.Value) { Etag = Etag.Of(document.Version) }, users, audit, requests, userGuard);
}
