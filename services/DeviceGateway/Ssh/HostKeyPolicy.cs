namespace Flux.DeviceGateway.Ssh;

/// <summary>What to do with a device that has no pinned host key. A changed key is refused under either.</summary>
public enum HostKeyPolicy
{
    /// <summary>Take the first key and pin it in the inventory.</summary>
    TrustOnFirstUse,

    /// <summary>Refuse.</summary>
    Strict,
}
