using System.Text.RegularExpressions;
using Flux.Hosting;

namespace Flux.Notification.Composition;

/// <summary>Which header fields a service or a message may add, and what may stand in them.</summary>
internal static partial class HeaderRules
{
    private const int MaxFields = 50;
    private const int MaxValue = 2000;

    // What we or the servers on the way write; X-Sender and X-Receiver are the envelope in the pick-up folder.
    private static readonly HashSet<string> _reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted", "Return-Path", "Received", "Received-SPF",
        "Authentication-Results", "DKIM-Signature", "Delivered-To", "Envelope-To", "Apparently-To", "X-Sender", "X-Receiver",
    };

    private static readonly string[] _reservedBeginnings = ["Content-", "Resent-", "ARC-", "X-Flux-"];

    /// <summary>Adds a violation for each field that may not be added, naming it.</summary>
    /// <param name="violations">Where they go.</param>
    /// <param name="headers">Values by name.</param>
    /// <param name="path">Of the map in the request.</param>
    public static void Headers(this Violations violations, IEnumerable<KeyValuePair<string, string>> headers, string path)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            var field = $"{path}[{Show(name)}]";
            if (!violations.Require(Name().IsMatch(name), field, "must have a name of 1 to 76 letters, digits and hyphens, such as X-Ticket"))
                continue;
            violations.Require(!_reserved.Contains(name) && !_reservedBeginnings.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)), field, $"the field '{name}' is written by the service or by mail servers and cannot be set");
            violations.Require(seen.Add(name), field, $"the field '{name}' is there twice");
            Value(violations, value, field);
        }

        violations.Require(seen.Count <= MaxFields, path, $"must have at most {MaxFields} fields");
    }

    /// <summary>Adds a violation when a value is not one printable line: a line break would begin another field.</summary>
    public static void Value(Violations violations, string value, string field)
    {
        var clean = SubjectLine.Clean(value);
        var at = clean.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        if (at >= 0)
            violations.Add(field, $"must be one line: it has {(clean[at] is '\r' or '\n' ? "a line break" : "a control character")} after '{clean[..Math.Min(at, 40)]}'");
        violations.Require(clean.Length <= MaxValue, field, $"must have at most {MaxValue} characters");
    }

    // A violation's text must not carry the line break on.
    private static string Show(string name) => string.Concat(name.Take(80).Select(c => char.IsControl(c) ? '?' : c));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]{0,75}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
