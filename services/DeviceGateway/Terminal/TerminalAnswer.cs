using System.Text.RegularExpressions;

namespace Flux.DeviceGateway.Terminal;

/// <summary>A question that may come while a command runs, and the line to send.</summary>
/// <param name="Question">Searched in the last line.</param>
/// <param name="Reply">Sent with the line end.</param>
public sealed partial record TerminalAnswer(Regex Question, string Reply)
{
    /// <summary>May come any number of times and in any order; else once, in the order given.</summary>
    public bool Repeats { get; init; }

    /// <summary>Never shown.</summary>
    public bool Secret { get; init; } = SecretQuestion().IsMatch(Question.ToString());

    [GeneratedRegex("passw|passphrase|secret|community|key", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretQuestion();
}
