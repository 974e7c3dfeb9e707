using System.Text;

namespace Flux.DeviceGateway.Terminal;

/// <summary>Both directions of a session in order, the last 1 MiB. Secrets never get out of it.</summary>
public sealed class Transcript(SecretMask mask)
{
    private const int Capacity = 1 << 20;

    // One character a byte, decoded when it is read: pieces of a device's output may end within a character, or a secret.
    private readonly List<(bool Sent, StringBuilder Bytes)> _parts = [];
    private readonly Lock _gate = new();
    private int _length;

    /// <summary>The mask in use.</summary>
    public SecretMask Mask => mask;

    /// <summary>Notes a line that was sent.</summary>
    public void Sent(string line, bool secret = false)
    {
        if (secret)
            mask.Add(line);
        Append(sent: true, Encoding.UTF8.GetBytes((secret ? "********" : line) + "\n"));
    }

    /// <summary>Notes bytes that came.</summary>
    public void Received(ReadOnlySpan<byte> bytes) => Append(sent: false, bytes);

    /// <summary>The text, each change of direction marked by "&gt;&gt;&gt; " (sent) or "&lt;&lt;&lt; " (received).</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            // Over all that came: the device may echo one half of a secret before, and the other after something is sent.
            var received = string.Concat(_parts.Where(part => !part.Sent).Select(part => part.Bytes.ToString()));
            var hidden = mask.FindInBytes(received);
            var text = new StringBuilder();
            var at = 0;
            foreach (var (sent, bytes) in _parts)
            {
                if (text.Length > 0 && text[^1] != '\n')
                    text.Append('\n');
                var part = bytes.ToString();
                text.Append(sent ? ">>> " : "<<< ").Append(sent || hidden is null ? Decode(part) : Decode(SecretMask.Cover(part, hidden.AsSpan(at, part.Length), begun: at > 0 && hidden[at - 1])));
                at += sent ? 0 : part.Length;
            }

            return mask.Apply(text.ToString());
        }
    }

    private static string Decode(string bytes) => OutputText.From(Encoding.Latin1.GetBytes(bytes)).Replace("\r\n", "\n");

    private void Append(bool sent, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_parts.Count == 0 || sent || _parts[^1].Sent)
                _parts.Add((sent, new StringBuilder()));
            _parts[^1].Bytes.Append(Encoding.Latin1.GetString(bytes));
            _length += bytes.Length;
            if (_length > Capacity + (Capacity / 4))
                Trim();
        }
    }

    // At a line's end: half a secret would not be recognised.
    private void Trim()
    {
        var excess = _length - Capacity;
        while (_parts.Count > 1 && _parts[0].Bytes.Length <= excess)
        {
            excess -= _parts[0].Bytes.Length;
            _length -= _parts[0].Bytes.Length;
            _parts.RemoveAt(0);
        }

        var bytes = _parts[0].Bytes;
        var head = bytes.ToString(0, Math.Min(bytes.Length, excess + 4096));
        var feed = excess > 0 && excess < head.Length ? head.IndexOf('\n', excess - 1) : -1;
        var cut = feed >= 0 ? feed + 1 : Math.Min(bytes.Length, Math.Max(0, excess));
        bytes.Remove(0, cut);
        _length -= cut;
    }
}
