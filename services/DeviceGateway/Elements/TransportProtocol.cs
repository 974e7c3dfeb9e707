namespace Flux.DeviceGateway.Elements;

/// <summary>transport_settings.protocol.</summary>
public enum TransportProtocol
{
    /// <summary>Command line over SSH.</summary>
    Ssh,

    /// <summary>HTTP in clear.</summary>
    Http,

    /// <summary>HTTP over TLS.</summary>
    Https,
}
