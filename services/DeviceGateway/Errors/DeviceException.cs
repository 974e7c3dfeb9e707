namespace Flux.DeviceGateway.Errors;

/// <summary>
/// An operation on a device failed for a reason that the caller can act on. The message says what happened and what to
/// do about it, and never holds a secret.
/// </summary>
public sealed class DeviceException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable kind, one of <see cref="DeviceReason"/>.</summary>
    public string Reason { get; } = reason;

    /// <summary>Facts for programs, such as both fingerprints of a changed host key.</summary>
    public Dictionary<string, string> Facts { get; init; } = [];

    /// <summary>The device hung up before anything was sent to it: trying again a little later does no harm.</summary>
    public bool Transient { get; init; }
}
