using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Apply;

/// <summary>What applying needs to know of a kind of resource.</summary>
/// <param name="Field">Field of the bundle, also the name of the id sequence: "groups".</param>
/// <param name="Singular">For messages: "group".</param>
/// <param name="Type">Where it is stored.</param>
/// <param name="Name">Its unique name.</param>
/// <param name="Etag">The tag that the caller declared.</param>
/// <param name="Id">Its id.</param>
/// <param name="SetId">Gives it an id.</param>
/// <param name="NameField">Field that holds the name.</param>
internal sealed record ResourceKind<T>(
    string Field, string Singular, DocumentType<T> Type, Func<T, string> Name, Func<T, string> Etag, Func<T, long> Id, Action<T, long> SetId, string NameField = "name")
    where T : class;

/// <summary>The kinds beside elements.</summary>
internal static class ResourceKinds
{
    public static readonly ResourceKind<Location> Locations = new(
        "locations", "location", Collections.Locations, location => location.Name, location => location.Etag, location => location.Id, (location, id) => location.Id = id);

    public static readonly ResourceKind<Group> Groups = new(
        "groups", "group", Collections.Groups, group => group.Name, group => group.Etag, group => group.Id, (group, id) => group.Id = id);

    public static readonly ResourceKind<Profile> Profiles = new(
        "profiles", "profile", Collections.Profiles, profile => profile.Name, profile => profile.Etag, profile => profile.Id, (profile, id) => profile.Id = id);

    public static readonly ResourceKind<Organization> Organizations = new(
        "organizations", "organization", Collections.Organizations, organization => organization.Name, organization => organization.Etag,
        organization => organization.Id, (organization, id) => organization.Id = id);

    public static readonly ResourceKind<User> Users = new(
        "users", "user", Collections.Users, user => user.Username, user => user.Etag, user => user.Id, (user, id) => user.Id = id, "username");
}
