namespace Flux.DeviceGateway.Configuring;

/// <summary>What a change of configuration did.</summary>
/// <param name="Sent">Every line that was, or would be, sent.</param>
/// <param name="Output">What the device answered.</param>
/// <param name="Snapshot">Null when none was asked for.</param>
/// <param name="Trial">Null when the change is for good.</param>
/// <param name="Warning">What went wrong after the change was in effect; null for nothing.</param>
public sealed record ConfigOutcome(IReadOnlyList<string> Sent, string Output, ConfigComparison? Snapshot, ConfigTrial? Trial, string? Warning);
