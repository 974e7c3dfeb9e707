namespace Flux.DeviceGateway.Configuring;

/// <summary>The stored running configurations of elements, as the gateway needs them.</summary>
public interface IConfigurationArchive
{
    /// <summary>The latest revision; 0 when there is none.</summary>
    Task<long> LatestAsync(long elementId, CancellationToken cancellationToken);

    /// <summary>Stores a text, unless it equals the latest one; answers its revision.</summary>
    Task<long> SaveAsync(long elementId, string text, string actor, CancellationToken cancellationToken);

    /// <summary>Unified diff from a revision to a text; empty when they are equal.</summary>
    Task<string> DiffAsync(long elementId, long fromRevision, string toText, CancellationToken cancellationToken);
}
