using Flux.Contracts.Inventory.V1;
using Flux.Documents;

namespace Flux.Inventory.Storage;

/// <summary>The collections whose documents are contract messages.</summary>
internal static class Collections
{
    public static readonly DocumentType<Location> Locations = new("locations", [new("name", location => location.Name, Unique: true)], ProtoJson.TypeInfo<Location>());

    public static readonly DocumentType<Group> Groups = new("groups", [new("name", group => group.Name, Unique: true)], ProtoJson.TypeInfo<Group>());

    public static readonly DocumentType<Profile> Profiles = new("profiles", [new("name", profile => profile.Name, Unique: true)], ProtoJson.TypeInfo<Profile>());
}
