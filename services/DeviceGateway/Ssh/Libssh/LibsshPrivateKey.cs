using Flux.DeviceGateway.Errors;
using static Flux.DeviceGateway.Ssh.Libssh.LibsshNative;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>A private key in libssh's memory.</summary>
internal sealed class LibsshPrivateKey : IDisposable
{
    private LibsshPrivateKey(nint handle) => Handle = handle;

    public nint Handle { get; private set; }

    /// <summary>Reads a key, decrypting it with the password if need be; null when there is none. Decrypting takes some 100 ms of CPU by design.</summary>
    /// <exception cref="DeviceException">INVALID_KEY.</exception>
    public static LibsshPrivateKey? Read(SshTarget target)
    {
        if (string.IsNullOrWhiteSpace(target.PrivateKey))
            return null;
        // Text that came through JSON or YAML often lost its last line end, and libssh insists on it.
        var text = target.PrivateKey.Replace("\r\n", "\n").Trim() + "\n";
        if (ssh_pki_import_privkey_base64(text, null, 0, 0, out var key) == Ok
            || ((target.Passphrase ?? target.Password) is { Length: > 0 } passphrase && ssh_pki_import_privkey_base64(text, passphrase, 0, 0, out key) == Ok))
            return new LibsshPrivateKey(key);
        throw new DeviceException(DeviceReason.InvalidKey,
            $"The private key of the element at {target} cannot be read. It must be the text of an OpenSSH or PEM private key (RSA, ECDSA or Ed25519); an encrypted one needs transport_settings.passphrase.");
    }

    public void Dispose()
    {
        if (Handle != 0)
            ssh_key_free(Handle);
        Handle = 0;
    }
}
