using Flux.Contracts.Inventory.V1;

namespace Flux.FlowOrchestrator.Ports;

/// <summary>The stored configurations of elements. Every method throws <see cref="Common.FailureException"/> when the call fails.</summary>
internal interface IConfigurations
{
    /// <summary>The newest configuration.</summary>
    /// <param name="elementId">The element.</param>
    /// <param name="klass">Only of this format; null means any.</param>
    /// <param name="section">Only of this section; null means any.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>With its text; null when there is none.</returns>
    Task<StoredConfiguration?> LastAsync(long elementId, string? klass, string? section, CancellationToken cancellationToken);

    /// <summary>Stores a revision unless it equals the newest.</summary>
    /// <returns>Whether one was stored.</returns>
    Task<bool> SaveAsync(StoredConfiguration configuration, CancellationToken cancellationToken);
}
