namespace Flux.DeviceGateway.Configuring;

/// <summary>One line of a push.</summary>
/// <param name="Phase">The part it belongs to.</param>
/// <param name="Line">The text that is sent.</param>
/// <param name="What">For messages: "line 2 of 3", "commit".</param>
internal sealed record ConfigStep(ConfigPhase Phase, string Line, string What);
