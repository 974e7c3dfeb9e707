using System.Text;

namespace Flux.Notification.Addresses;

/// <summary>One checked address, safe to put into a header field or an SMTP command.</summary>
/// <param name="Name">Display name; may be empty, may be of any script, has no control characters.</param>
/// <param name="Local">Part before the @; not ASCII only where the server must speak SMTPUTF8.</param>
/// <param name="Domain">Part after the @, ASCII (IDNA) and in lower case.</param>
internal sealed record Mailbox(string Name, string Local, string Domain)
{
    /// <summary>local@domain, as the envelope has it.</summary>
    public string Address => $"{Local}@{Domain}";

    /// <summary>The address cannot be written in ASCII (RFC 6531).</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Local);

    /// <inheritdoc/>
    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";
}
