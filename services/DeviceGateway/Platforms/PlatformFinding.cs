namespace Flux.DeviceGateway.Platforms;

/// <summary>What detection found.</summary>
/// <param name="Platform">Name of the platform.</param>
/// <param name="Evidence">What decided, as a sentence.</param>
public sealed record PlatformFinding(string Platform, string Evidence);
