namespace Flux.Notification.Smtp;

/// <summary>What the server said it can do, in answer to EHLO.</summary>
internal sealed class SmtpCapabilities
{
    private readonly Dictionary<string, string[]> _offers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the answer; its first line is the server's name.</summary>
    public SmtpCapabilities(SmtpReply reply)
    {
        foreach (var line in reply.Lines.Skip(1))
        {
            // "AUTH=LOGIN PLAIN" is how servers spelled it before the standard.
            var words = line.Replace("AUTH=", "AUTH ", StringComparison.OrdinalIgnoreCase).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                _offers[words[0]] = words[0].Equals("AUTH", StringComparison.OrdinalIgnoreCase) ? [.. Logins, .. words[1..]] : words[1..];
        }
    }

    /// <summary>Ways to log in.</summary>
    public IReadOnlyList<string> Logins => _offers.GetValueOrDefault("AUTH") ?? [];

    /// <summary>Largest mail in bytes; null when not told.</summary>
    public long? MaxSize => _offers.GetValueOrDefault("SIZE") is [var text, ..] && long.TryParse(text, out var size) && size > 0 ? size : null;

    /// <summary>Whether it offers an extension: STARTTLS, 8BITMIME, SMTPUTF8, SIZE.</summary>
    public bool Has(string extension) => _offers.ContainsKey(extension);
}
