using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Elements;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Apply;

/// <summary>What is stored of all that a bundle declares or refers to; by name, settings and profiles also by id.</summary>
internal sealed record Snapshot(
    IReadOnlyDictionary<string, Document<Location>> Locations,
    IReadOnlyDictionary<string, Document<Group>> Groups,
    IReadOnlyDictionary<string, Document<Profile>> Profiles,
    IReadOnlyDictionary<long, Profile> ProfilesById,
    IReadOnlyDictionary<string, Document<Organization>> Organizations,
    IReadOnlyDictionary<string, Document<User>> Users,
    IReadOnlyDictionary<string, Document<StoredElement>> Elements,
    IReadOnlyDictionary<string, RelationNames> RelationNames,
    IReadOnlyDictionary<string, Document<StoredSettings>> SettingsByKey);
