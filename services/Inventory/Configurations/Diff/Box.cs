namespace Flux.Inventory.Configurations.Diff;

/// <summary>A run of lines of each side: older ones from Left to before Right, newer ones from Top to before Bottom.</summary>
internal readonly record struct Box(int Left, int Right, int Top, int Bottom);
