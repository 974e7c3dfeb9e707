using Flux.Hosting;

namespace Flux.Inventory.Resources;

/// <summary>What writing a resource takes beside the resource itself: nothing, unless a kind says otherwise.</summary>
internal interface IResourceGuard<T>
{
    /// <summary>Checks what only the store knows; <paramref name="path"/> ends in a dot.</summary>
    Task CheckAsync(T wanted, string path, Violations violations, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Commits a change, with what must happen before and after.</summary>
    Task WriteAsync(T before, T after, Func<Task> commit, CancellationToken ct) => commit();
}
