using System.Text;

namespace Flux.DeviceGateway.Terminal;

/// <summary>Both directions of a session in order, the last 1 MiB. Secrets never get out of it.</summary>
public sealed class Transcript(SecretMask mask)
{
    private const int Capacity = 1 << 20;

    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();
    private bool _sending;

    /// <summary>The mask in use.</summary>
    public SecretMask Mask => mask;

    /// <summary>Notes a line that was sent.</summary>
    public void Sent(string line, bool secret = false)
    {
        if (secret)
            mask.Add(line);
        Append(sending: true, (secret ? "********" : line) + "\n");
    }

    /// <summary>Notes bytes that came.</summary>
    public void Received(ReadOnlySpan<byte> bytes) => Append(sending: false, OutputText.From(bytes).Replace("\r\n", "\n"));

    /// <summary>The text, each change of direction marked by "&gt;&gt;&gt; " (sent) or "&lt;&lt;&lt; " (received).</summary>
    public override string ToString()
    {
        lock (_gate)
            return mask.Apply(_text.ToString());
    }

    private void Append(bool sending, string text)
    {
        lock (_gate)
        {
            if (sending || _sending || _text.Length == 0)
                _text.Append(_text.Length > 0 && _text[^1] != '\n' ? "\n" : "").Append(sending ? ">>> " : "<<< ");
            _sending = sending;
            _text.Append(text);
            if (_text.Length > Capacity + (Capacity / 4))
                _text.Remove(0, _text.Length - Capacity);
        }
    }
}
