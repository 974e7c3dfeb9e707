namespace Flux.Inventory.Elements;

/// <summary>What a stored element refers to, by name; empty for none.</summary>
internal sealed record RelationNames(string Location, string Profile, string Organization, IReadOnlyList<string> Groups)
{
    public static RelationNames None { get; } = new("", "", "", []);
}
