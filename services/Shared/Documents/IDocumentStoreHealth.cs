namespace Flux.Documents;

/// <summary>For readiness checks.</summary>
public interface IDocumentStoreHealth
{
    /// <summary>Returns when the store can be read and written; throws <see cref="DocumentStoreUnavailableException"/> otherwise.</summary>
    Task CheckAsync(CancellationToken ct);
}
