using System.Text;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Elements;

/// <summary>How to reach and log in to one element, as the inventory has it.</summary>
public sealed record ElementConnection
{
    /// <summary>The element's id.</summary>
    public required long Id { get; init; }

    /// <summary>Its name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Host name or IP address; may be empty.</summary>
    public string Address { get; init; } = "";

    /// <summary>The element's transport_settings as parsed.</summary>
    public required TransportSettings Transport { get; init; }

    /// <summary>Login password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Private key text; null for none.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>PEM text of a client certificate for HTTPS, with or without its key; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Password of the privileged mode; null for none.</summary>
    public string? ElevatedPassword { get; init; }

    /// <summary>Names of its groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The pinned host key; null for none.</summary>
    public HostKey? HostKey { get; init; }

    /// <summary>What no transcript, log or error may show.</summary>
    internal IEnumerable<string?> Secrets =>
    [
        Password, ElevatedPassword, Transport.Passphrase, Transport.Http.Token,
        Password is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Transport.Username}:{Password}")),
    ];

    /// <summary>Only the name: the record's own text would hold the secrets.</summary>
    public override string ToString() => Name;
}
