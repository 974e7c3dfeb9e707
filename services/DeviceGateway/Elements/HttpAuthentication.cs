namespace Flux.DeviceGateway.Elements;

/// <summary>transport_settings.http_auth.</summary>
public enum HttpAuthentication
{
    /// <summary>User name and password.</summary>
    Basic,

    /// <summary>The element's password is the token.</summary>
    Bearer,

    /// <summary>None.</summary>
    None,
}
