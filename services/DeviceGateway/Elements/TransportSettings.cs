using System.Text;
using System.Text.RegularExpressions;
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

    /// <summary>Regular expression for the prompt, instead of the platform's.</summary>
    public Regex? Prompt { get; init; }

    /// <summary>shell or exec (default: the platform's).</summary>
    public ChannelKind? Channel { get; init; }

    /// <summary>strict or trust_on_first_use (default: the gateway's --host-key-policy).</summary>
    public HostKeyPolicy? HostKeyPolicy { get; init; }

    /// <summary>connect_timeout_seconds (default: 15).</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>command_timeout_seconds (default: 60).</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Passphrase of the private key (default: the element's password).</summary>
    public string? Passphrase { get; init; }

    /// <summary>How the device writes text (default: UTF-8).</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>keepalive_seconds: pause between keep-alives on a quiet connection; after three without an answer it is lost (default: 30).</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>jump_host: name of the element to connect through, with its own address, settings and credentials (default: none).</summary>
    public string? JumpHost { get; init; }

    /// <summary>Offer the algorithms of old devices (default: false).</summary>
    public bool LegacyAlgorithms { get; init; }

    /// <summary>What only HTTP needs.</summary>
    public HttpSettings Http { get; init; } = new();

    /// <summary>Only the platform: some settings are secret.</summary>
    public override string ToString() => Platform;
}
