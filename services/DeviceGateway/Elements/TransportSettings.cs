using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Elements;

/// <summary>An element's transport_settings: a JSON object with these keys in snake_case.</summary>
public sealed record TransportSettings
{
    /// <summary>ssh, http or https (default: ssh for commands, https for requests).</summary>
    public TransportProtocol? Protocol { get; init; }

    /// <summary>TCP port (default: 22, 80 or 443 by protocol).</summary>
    public int? Port { get; init; }

    /// <summary>Login name; needed for SSH and basic authentication.</summary>
    public string? Username { get; init; }

    /// <summary>Name of the platform (default: generic).</summary>
    public string Platform { get; init; } = "generic";

    /// <summary>shell or exec (default: the platform's).</summary>
    public ChannelKind? Channel { get; init; }

    /// <summary>strict or trust-on-first-use (default: the gateway's --host-key-policy).</summary>
    public HostKeyPolicy? HostKeyPolicy { get; init; }

    /// <summary>connect_timeout_seconds (default: 15).</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>command_timeout_seconds (default: 60).</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Offer the algorithms of old devices (default: false).</summary>
    public bool LegacyAlgorithms { get; init; }

    /// <summary>Check the certificate of an https device (default: true).</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary>basic, bearer or none (default: basic with a username, bearer with only a password, else none).</summary>
    public HttpAuthentication? HttpAuth { get; init; }
}
