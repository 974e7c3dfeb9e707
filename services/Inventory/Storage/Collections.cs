using Flux.Contracts.Inventory.V1;
using Flux.Documents;

namespace Flux.Inventory.Storage;

/// <summary>The collections whose documents are contract messages.</summary>
internal static class Collections
{
    public static readonly DocumentType<Location> Locations = new("locations", [new("name", location => location.Name, Unique: true)], ProtoJson.TypeInfo<Location>());

    public static readonly DocumentType<Group> Groups = new("groups", [new("name", group => group.Name, Unique: true)], ProtoJson.TypeInfo<Group>());

    public static readonly DocumentType<Profile> Profiles = new("profiles", [new("name", profile => profile.Name, Unique: true)], ProtoJson.TypeInfo<Profile>());

    public static readonly DocumentType<Organization> Organizations = new(
        "organizations", [new("name", organization => organization.Name, Unique: true)], ProtoJson.TypeInfo<Organization>());

    public static readonly DocumentType<User> Users = new(
        "users", [new("name", user => user.Username, Unique: true), new("organization", user => user.OrganizationId)], ProtoJson.TypeInfo<User>());
}
