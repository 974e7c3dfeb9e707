using System.Text;

namespace Flux.Notification.Addresses;

/// <summary>
/// Reads addresses as people write them: <c>noc@example.org, "Smith, Anna" &lt;anna@example.org&gt;</c> (RFC 5322 without comments and groups).
/// Nothing that comes out of it can begin a new header field or SMTP command.
/// </summary>
internal static class MailboxParser
{
    private const int MaxLocal = 64;
    private const int MaxAddress = 254;
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>Reads a comma-separated list; empty entries are left out. Each bad entry adds one sentence to <paramref name="errors"/>.</summary>
    public static IReadOnlyList<Mailbox> ParseList(string text, ICollection<string> errors)
    {
        if (text.Any(char.IsControl))
        {
            errors.Add("must not contain line breaks or other control characters");
            return [];
        }

        var found = new List<Mailbox>();
        foreach (var entry in Split(text))
        {
            if (Parse(entry, out var error) is { } mailbox)
                found.Add(mailbox);
            else
                errors.Add($"'{entry}' is no address: {error}; write name@example.org or Name <name@example.org>");
        }

        return found;
    }

    /// <summary>Cuts at the commas outside quotes and angle brackets.</summary>
    private static IEnumerable<string> Split(string text)
    {
        bool quoted = false, angled = false;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && !quoted && !angled))
            {
                if (text[start..i].Trim() is { Length: > 0 } entry)
                    yield return entry;
                start = i + 1;
            }
            else if (text[i] == '\\' && quoted)
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] is '<' or '>')
            {
                angled = text[i] == '<';
            }
        }
    }

    private static Mailbox? Parse(string entry, out string error)
    {
        var name = "";
        var address = entry;
        if (entry.EndsWith('>'))
        {
            var open = entry.LastIndexOf('<');
            if (open < 0)
                return Fail("'<' is missing", out error);
            if (!TryReadName(entry[..open].Trim(), out name))
                return Fail("the name has unbalanced quotes or an angle bracket", out error);
            address = entry[(open + 1)..^1].Trim();
        }

        var at = address.LastIndexOf('@');
        if (at <= 0)
            return Fail("'@' or what stands before it is missing", out error);
        var local = address[..at];
        if (!IsLocal(local))
            return Fail($"'{local}' cannot stand before the '@'", out error);
        if (!DomainName.TryNormalize(address[(at + 1)..], out var domain))
            return Fail($"'{address[(at + 1)..]}' is no domain", out error);
        if (local.Length + domain.Length >= MaxAddress)
            return Fail("it is too long", out error);
        error = "";
        return new Mailbox(name, local, domain);
    }

    private static Mailbox? Fail(string reason, out string error)
    {
        error = reason;
        return null;
    }

    private static bool TryReadName(string text, out string name)
    {
        name = text;
        if (!text.StartsWith('"'))
            return text.AsSpan().IndexOfAny('"', '<', '>') < 0;
        var result = new StringBuilder(text.Length);
        var i = 1;
        for (; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] == '\\' && ++i == text.Length)
                return false;
            result.Append(text[i]);
        }

        name = result.ToString().Trim();
        return i == text.Length - 1;
    }

    private static bool IsLocal(string local)
    {
        if (Encoding.UTF8.GetByteCount(local) > MaxLocal)
            return false;
        return local.StartsWith('"') ? IsQuoted(local) : local.Split('.').All(atom => atom.Length > 0 && atom.All(IsAtomCharacter));
    }

    private static bool IsQuoted(string local)
    {
        if (local.Length < 3 || !local.EndsWith('"'))
            return false;
        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '"' || (local[i] == '\\' && ++i == local.Length - 1) || local[i] > '~')
                return false;
        }

        return true;
    }

    // Letters of every script (RFC 6531), but neither blanks nor invisible formatting characters.
    private static bool IsAtomCharacter(char c) =>
        char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) || AtomSymbols.Contains(c) : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
