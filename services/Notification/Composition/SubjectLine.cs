using Flux.Hosting;

namespace Flux.Notification.Composition;

/// <summary>The one line that a subject may be. A line break in it would begin a header field of the sender's choice.</summary>
internal static class SubjectLine
{
    private const int MaxLength = 1000;

    /// <summary>The subject without blanks at its ends; tabs become blanks.</summary>
    public static string Clean(string subject) => subject.Trim().Replace('\t', ' ');

    /// <summary>Adds a violation when the cleaned subject is not one printable line of reasonable length.</summary>
    public static void Check(string subject, string field, Violations violations)
    {
        var clean = Clean(subject);
        var at = clean.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        if (at >= 0)
            violations.Add(field, $"must be one line: it has {(clean[at] is '\r' or '\n' ? "a line break" : "a control character")} after '{clean[..Math.Min(at, 40)]}'");
        violations.Require(clean.Length <= MaxLength, field, $"must have at most {MaxLength} characters");
    }
}
