using System.Diagnostics;
using System.Security.Cryptography;

namespace Flux.Lab.Ssh;

/// <summary>A key pair made by ssh-keygen.</summary>
/// <param name="PrivateKey">The text of the private key file (OpenSSH format).</param>
/// <param name="PublicKey">One line: type and base64, without a comment.</param>
public sealed record SshKeyPair(string PrivateKey, string PublicKey)
{
    /// <summary>As OpenSSH prints it: "SHA256:" and unpadded base64.</summary>
    public string Fingerprint =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(PublicKey.Split(' ')[1]))).TrimEnd('=');

    /// <summary>Writes FILE and FILE.pub, replacing older ones.</summary>
    /// <param name="file">Path of the private key.</param>
    /// <param name="type">ed25519, rsa or ecdsa.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="passphrase">Encrypts the private key; empty for none.</param>
    public static async Task<SshKeyPair> CreateAsync(string file, string type, CancellationToken cancellationToken, string passphrase = "")
    {
        File.Delete(file);
        File.Delete(file + ".pub");
        var arguments = new List<string> { "-q", "-t", type, "-N", passphrase, "-C", "", "-f", file };
        using var keygen = Process.Start(new ProcessStartInfo("ssh-keygen", arguments) { RedirectStandardError = true })
            ?? throw new LabException("ssh-keygen did not start: install the Debian package openssh-client.");
        var complaint = await keygen.StandardError.ReadToEndAsync(cancellationToken);
        await keygen.WaitForExitAsync(cancellationToken);
        if (keygen.ExitCode != 0)
            throw new LabException("ssh-keygen: " + complaint);
        var publicKey = string.Join(' ', (await File.ReadAllTextAsync(file + ".pub", cancellationToken)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)[..2]);
        return new SshKeyPair(await File.ReadAllTextAsync(file, cancellationToken), publicKey);
    }
}
