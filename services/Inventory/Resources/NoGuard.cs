using Flux.Hosting;

namespace Flux.Inventory.Resources;

/// <summary>For kinds that need nothing.</summary>
internal sealed class NoGuard<T> : IResourceGuard<T>
{
    public Task CheckAsync(T wanted, string path, Violations violations, CancellationToken ct) => Task.CompletedTask;

    public Task WriteAsync(T before, T after, Func<Task> commit, CancellationToken ct) => commit();
}
