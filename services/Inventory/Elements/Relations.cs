namespace Flux.Inventory.Elements;

/// <summary>Ids of the things an element names; a missing entry means that there is no such thing.</summary>
internal sealed record Relations(
    IReadOnlyDictionary<string, long> Locations,
    IReadOnlyDictionary<string, long> Profiles,
    IReadOnlyDictionary<string, long> Organizations,
    IReadOnlyDictionary<string, long> Groups);
