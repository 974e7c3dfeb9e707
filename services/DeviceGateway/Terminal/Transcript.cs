using System.Text;

namespace Flux.DeviceGateway.Terminal;

/// <summary>Both directions of a session in order, the last 1 MiB. Secrets never get out of it.</summary>
public sealed class Transcript(SecretMask mask)
{
    private const int Capacity = 1 << 20;

    // One character a byte, decoded when it is read: pieces of a device's output may end within a character, or a secret.
    private readonly StringBuilder _bytes = new();
    private readonly Lock _gate = new();
    private bool _sending;

    /// <summary>The mask in use.</summary>
    public SecretMask Mask => mask;

    /// <summary>Notes a line that was sent.</summary>
    public void Sent(string line, bool secret = false)
    {
        if (secret)
            mask.Add(line);
        Append(sending: true, Encoding.UTF8.GetBytes((secret ? "********" : line) + "\n"));
    }

    /// <summary>Notes bytes that came.</summary>
    public void Received(ReadOnlySpan<byte> bytes) => Append(sending: false, bytes);

    /// <summary>The text, each change of direction marked by "&gt;&gt;&gt; " (sent) or "&lt;&lt;&lt; " (received).</summary>
    public override string ToString()
    {
        lock (_gate)
            return mask.Apply(OutputText.From(Encoding.Latin1.GetBytes(_bytes.ToString())).Replace("\r\n", "\n"));
    }

    private void Append(bool sending, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (sending || _sending || _bytes.Length == 0)
                _bytes.Append(_bytes.Length > 0 && _bytes[^1] != '\n' ? "\n" : "").Append(sending ? ">>> " : "<<< ");
            _sending = sending;
            _bytes.Append(Encoding.Latin1.GetString(bytes));
            if (_bytes.Length > Capacity + (Capacity / 4))
                Trim();
        }
    }

    // At a line's end: half a secret would not be recognised.
    private void Trim()
    {
        var cut = _bytes.Length - Capacity;
        var limit = Math.Min(_bytes.Length, cut + 4096);
        while (cut < limit && _bytes[cut - 1] != '\n')
            cut++;
        _bytes.Remove(0, cut);
    }
}
