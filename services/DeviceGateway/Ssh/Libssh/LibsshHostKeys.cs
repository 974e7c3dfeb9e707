using System.Buffers.Binary;
using System.Text;
using Flux.DeviceGateway.Errors;
using static Flux.DeviceGateway.Ssh.Libssh.LibsshNative;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>Reads and judges a server's host key, before anything secret is sent.</summary>
internal static class LibsshHostKeys
{
    public static HostKey Read(LibsshSession session)
    {
        if (ssh_get_server_publickey(session.Handle, out var key) != Ok)
            throw session.Lost();
        try
        {
            if (ssh_pki_export_pubkey_base64(key, out var text) != Ok)
                throw session.Lost();
            var base64 = Text(text);
            ssh_string_free_char(text);
            return new HostKey(TypeOf(base64), base64);
        }
        finally
        {
            ssh_key_free(key);
        }
    }

    /// <exception cref="DeviceException">HOST_KEY_UNKNOWN or HOST_KEY_CHANGED.</exception>
    public static void Check(SshTarget target, HostKey shown)
    {
        if (target.PinnedHostKey is { } pinned)
        {
            if (pinned.Base64.TrimEnd('=') != shown.Base64.TrimEnd('='))
                throw Changed(target, pinned, shown);
        }
        else if (target.HostKeyPolicy == HostKeyPolicy.Strict)
        {
            throw new DeviceException(DeviceReason.HostKeyUnknown,
                $"No host key is pinned for {target} and its policy is strict; it shows {shown.Type} {shown.Fingerprint}. Compare that with the device's console. If it is the same, set the element's transport_settings.host_key_policy to trust_on_first_use: its next login pins the key, and a later change of it is refused under either policy.")
            { Facts = { ["actual_fingerprint"] = shown.Fingerprint } };
        }
    }

    private static DeviceException Changed(SshTarget target, HostKey pinned, HostKey shown) => new(DeviceReason.HostKeyChanged,
        $"{target} shows the host key {shown.Type} {shown.Fingerprint}, but {pinned.Type} {pinned.Fingerprint} is pinned. Either the device was replaced or reset, or someone sits in between; nothing was sent to it. If the new key is right, remove the pinned one in the inventory.")
    {
        Facts = { ["expected_fingerprint"] = pinned.Fingerprint, ["actual_fingerprint"] = shown.Fingerprint },
    };

    // RFC 4253 6.6: the blob begins with its type as a string with a 4-byte length.
    private static string TypeOf(string base64)
    {
        var blob = Convert.FromBase64String(base64);
        return Encoding.ASCII.GetString(blob, 4, BinaryPrimitives.ReadInt32BigEndian(blob));
    }
}
