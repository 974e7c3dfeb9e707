using System.Text;
using Flux.Notification.Addresses;

namespace Flux.Notification.Mime;

/// <summary>Writes header fields, folded at 76 characters. Whatever the caller passes, a value cannot start another field.</summary>
internal sealed class HeaderWriter(StringBuilder output)
{
    private const int Width = 76;
    private const string NameSymbols = "!#$%&'*+-/=?^_`{|}~ ";

    /// <summary>A field of tokens that are ASCII and safe already.</summary>
    public void Structured(string name, string value) => Fold(name, [value]);

    /// <summary>A field of free text: Subject.</summary>
    public void Text(string name, string value)
    {
        Refuse(name, value);
        var plain = EncodedWord.IsPlain(value) && value.Split(' ').All(word => word.Length < Width - name.Length);
        Fold(name, plain ? Words(value) : EncodedWord.Encode(value));
    }

    /// <summary>A field of addresses; nothing when there are none.</summary>
    public void Addresses(string name, IReadOnlyList<Mailbox> mailboxes)
    {
        foreach (var mailbox in mailboxes)
            Refuse(name, mailbox.ToString());
        if (mailboxes.Count > 0)
            Fold(name, mailboxes.SelectMany((mailbox, i) => Tokens(mailbox, i < mailboxes.Count - 1 ? "," : "")));
    }

    private static IEnumerable<string> Tokens(Mailbox mailbox, string end)
    {
        if (mailbox.Name.Length == 0)
            return [mailbox.Address + end];
        return [.. Phrase(mailbox.Name), $"<{mailbox.Address}>{end}"];
    }

    private static IEnumerable<string> Phrase(string name)
    {
        if (!EncodedWord.IsPlain(name) || name.Length > Width - 16)
            return EncodedWord.Encode(name);
        if (name.All(c => char.IsAsciiLetterOrDigit(c) || NameSymbols.Contains(c)))
            return name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return ['"' + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"'];
    }

    // A run of blanks stays with the word after it, so that no folded line is blank.
    private static IEnumerable<string> Words(string value)
    {
        var start = 0;
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] == ' ' && value[i - 1] != ' ' && value.AsSpan(i).IndexOfAnyExcept(' ') > 0)
            {
                yield return value[start..i];
                start = i + 1;
            }
        }

        yield return value[start..];
    }

    private void Fold(string name, IEnumerable<string> tokens)
    {
        output.Append(name).Append(':');
        var column = name.Length + 1;
        var first = true;
        foreach (var token in tokens)
        {
            if (!first && column + 1 + token.Length > Width)
            {
                output.Append("\r\n");
                column = 0;
            }

            output.Append(' ').Append(token);
            column += 1 + token.Length;
            first = false;
        }

        output.Append("\r\n");
    }

    // The last line of defence; requests are checked long before.
    private static void Refuse(string name, string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            throw new ArgumentException($"The header field {name} would break its line.");
    }
}
