namespace Flux.DeviceGateway.Ssh;

/// <summary>Where and how to log in.</summary>
public sealed record SshTarget
{
    /// <summary>Host name or IP address.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port (default: 22).</summary>
    public int Port { get; init; } = 22;

    /// <summary>Login name.</summary>
    public required string Username { get; init; }

    /// <summary>Password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Private key as OpenSSH or PEM text; null for none.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Passphrase of an encrypted private key; null takes the password.</summary>
    public string? Passphrase { get; init; }

    /// <summary>The key that the device must show; null when none is pinned yet.</summary>
    public HostKey? PinnedHostKey { get; init; }

    /// <summary>What to do when no key is pinned.</summary>
    public HostKeyPolicy HostKeyPolicy { get; init; }

    /// <summary>Also offer SHA-1 key exchanges, CBC ciphers, ssh-rsa signatures and RSA keys from 1024 bits.</summary>
    public bool LegacyAlgorithms { get; init; }

    /// <summary>For name look-up, TCP, key exchange and login together (default: 15 s).</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Pause between keep-alives on a quiet connection; after three without an answer it is lost (default: 30 s).</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The connection to go through; null for a direct one. A connection that comes about owns it; after a failure it is still the caller's.</summary>
    public ISshConnection? Via { get; init; }

    /// <summary>"host:port", for messages; never the credentials.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
