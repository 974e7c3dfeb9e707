namespace Flux.Inventory.Resources;

/// <summary>For kinds that need nothing.</summary>
internal sealed class NoGuard<T> : IResourceGuard<T>;
