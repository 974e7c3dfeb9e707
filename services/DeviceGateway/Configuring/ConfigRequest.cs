namespace Flux.DeviceGateway.Configuring;

/// <summary>A change of configuration as the caller asks for it.</summary>
/// <param name="Lines">Without line ends.</param>
/// <param name="Save">Save after it.</param>
/// <param name="Snapshot">Store and compare the configuration before and after.</param>
/// <param name="TrialTime">The device takes the change back after it; null for a change for good.</param>
/// <param name="AutoConfirm">Confirm the trial after a new login has worked.</param>
public sealed record ConfigRequest(IReadOnlyList<string> Lines, bool Save, bool Snapshot, TimeSpan? TrialTime, bool AutoConfirm);
