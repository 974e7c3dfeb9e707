namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>Which algorithms are offered to a device.</summary>
internal static class LibsshAlgorithms
{
    private static readonly string[] _hostKeys = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512", "rsa-sha2-256"];
    private static readonly string[] _keyExchanges = ["curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384",
        "ecdh-sha2-nistp521", "diffie-hellman-group18-sha512", "diffie-hellman-group16-sha512", "diffie-hellman-group-exchange-sha256", "diffie-hellman-group14-sha256"];
    private static readonly string[] _ciphers = ["chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com", "aes128-gcm@openssh.com", "aes256-ctr", "aes192-ctr", "aes128-ctr"];
    private static readonly string[] _macs = ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"];

    public static void Apply(LibsshSession session, SshTarget target)
    {
        session.Set(LibsshOption.HostKeys, HostKeys(target));
        if (!target.LegacyAlgorithms)
            return;
        session.Set(LibsshOption.KeyExchange, List([.. _keyExchanges, "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1", "diffie-hellman-group1-sha1"]));
        var ciphers = List([.. _ciphers, "aes256-cbc", "aes192-cbc", "aes128-cbc", "3des-cbc"]);
        session.Set(LibsshOption.CiphersClientToServer, ciphers);
        session.Set(LibsshOption.CiphersServerToClient, ciphers);
        var macs = List([.. _macs, "hmac-sha1"]);
        session.Set(LibsshOption.MacClientToServer, macs);
        session.Set(LibsshOption.MacServerToClient, macs);
        session.Set(LibsshOption.PublicKeyAcceptedTypes, List([.. _hostKeys, "ssh-rsa"]));
        session.Set(LibsshOption.RsaMinSize, 1024);
    }

    /// <summary>
    /// The pinned type first: a server with several keys then shows the one that we know. The other types stay in the
    /// list, so that a replaced device ends as "key changed" with both fingerprints and not as "no common algorithm".
    /// </summary>
    private static string HostKeys(SshTarget target)
    {
        string[] known = target.LegacyAlgorithms ? [.. _hostKeys, "ssh-rsa"] : _hostKeys;
        string[] pinned = target.PinnedHostKey?.Type switch
        {
            null => [],
            "ssh-rsa" => [.. known.Where(type => type.Contains("rsa", StringComparison.Ordinal))],
            var type => [type],
        };
        return List([.. pinned, .. known.Except(pinned)]);
    }

    private static string List(string[] names) => string.Join(',', names);
}
