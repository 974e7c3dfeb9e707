using System.Text;

namespace Flux.Notification.Composition;

/// <summary>Collects the visible text of an HTML document: white space collapses, blocks stand apart by at most one empty line.</summary>
internal sealed class HtmlTextWriter
{
    private readonly StringBuilder _output = new();
    private int _linkStart;
    private int _lineBreaks = 2;
    private bool _blank;

    /// <summary>White space counts as written (pre).</summary>
    public bool Preformatted { get; set; }

    public void Text(string text)
    {
        foreach (var character in text)
        {
            if (Preformatted && character == '\n')
                NewLine();
            else if (!Preformatted && char.IsWhiteSpace(character) && character != '\u00a0')
                _blank = _lineBreaks == 0;
            else if (character != '\r')
                Put(character == '\u00a0' ? ' ' : character);
        }
    }

    public void BeginLink() => _linkStart = _output.Length;

    /// <summary>Writes the address of a link unless its text says the same or it leads nowhere outside the mail.</summary>
    public void EndLink(string address)
    {
        var text = _output.ToString(Math.Min(_linkStart, _output.Length), Math.Max(0, _output.Length - _linkStart)).Trim();
        var target = address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address[7..] : address;
        if (target.Length > 0 && target[0] != '#' && text != target)
            Text(text.Length == 0 ? target : $" ({target})");
    }

    public void NewLine()
    {
        _output.Append('\n');
        _lineBreaks++;
        _blank = false;
    }

    public void Block(bool spaced)
    {
        while (_lineBreaks < (spaced ? 2 : 1))
            NewLine();
        _blank = false;
    }

    public void Bullet() => Text("- ");

    public void Rule() => Text("----\n");

    public void Gap() => _blank = _lineBreaks == 0;

    public override string ToString() => string.Join('\n', _output.ToString().Split('\n').Select(line => line.TrimEnd())).Trim('\n') + "\n";

    private void Put(char character)
    {
        if (_blank)
            _output.Append(' ');
        _blank = false;
        _lineBreaks = 0;
        _output.Append(character);
    }
}
