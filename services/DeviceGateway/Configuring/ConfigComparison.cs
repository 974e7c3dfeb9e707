namespace Flux.DeviceGateway.Configuring;

/// <summary>The configurations around a push. A revision is 0 when there is none.</summary>
/// <param name="StoredRevision">The latest in the inventory before.</param>
/// <param name="BeforeRevision">The device's before the push.</param>
/// <param name="AfterRevision">The device's after the push.</param>
/// <param name="Drift">Unified diff from stored to before.</param>
/// <param name="Change">Unified diff from before to after.</param>
public sealed record ConfigComparison(long StoredRevision, long BeforeRevision, long AfterRevision, string Drift, string Change);
