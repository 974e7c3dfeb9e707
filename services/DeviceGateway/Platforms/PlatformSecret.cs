namespace Flux.DeviceGateway.Platforms;

/// <summary>A secret of the element that a platform's question asks for.</summary>
public enum PlatformSecret
{
    /// <summary>The login password.</summary>
    Password,

    /// <summary>The password of the privileged mode.</summary>
    ElevatedPassword,
}
