using System.Security.Cryptography;

namespace Flux.DeviceGateway.Ssh;

/// <summary>A server's public key.</summary>
/// <param name="Type">Algorithm name, "ssh-ed25519" for instance.</param>
/// <param name="Base64">The key as in a known_hosts file.</param>
public sealed record HostKey(string Type, string Base64)
{
    /// <summary>As OpenSSH prints it: "SHA256:" and unpadded base64.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Base64))).TrimEnd('=');
}
