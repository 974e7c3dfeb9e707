namespace Flux.Inventory.Configurations.Diff;

/// <summary>A unified diff and what it counts.</summary>
/// <param name="Text">Empty when both sides are equal.</param>
/// <param name="Added">Lines only on the newer side.</param>
/// <param name="Removed">Lines only on the older side.</param>
internal sealed record DiffResult(string Text, int Added, int Removed);
