using System.Text;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>
/// The first bytes of a server. libssh waits for "SSH-" through any text, as RFC 4253 4.2 allows, and afterwards only
/// says that the connection ended; what was said before tells a wrong port from a busy device.
/// </summary>
internal sealed class Greeting
{
    // What OpenSSH says in clear before it hangs up because of MaxStartups or a penalty.
    private static readonly string[] _busy = ["Exceeded MaxStartups", "Not allowed at this time"];

    private string _text = "";

    /// <summary>A piece of what came, printable.</summary>
    public string Text => new([.. _text.TakeWhile(c => c is not '\r' and not '\n').Select(c => c is >= ' ' and <= '~' ? c : '?')]);

    /// <summary>An SSH server, or one on its way to it.</summary>
    public bool Seen => _text.Contains("SSH-", StringComparison.Ordinal);

    /// <summary>Something came, and it was no SSH server.</summary>
    public bool Foreign => _text.Length > 0 && !Seen && !_busy.Any(text => _text.StartsWith(text, StringComparison.Ordinal));

    public void Look(byte[] bytes)
    {
        if (!Seen && _text.Length < 4096)
            _text += Encoding.Latin1.GetString(bytes);
    }
}
