namespace Flux.Notification.Smtp;

/// <summary>An answer of the server.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">What follows them, line by line, without control characters.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int Shown = 500;

    /// <summary>2xx, or 3xx: go on.</summary>
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>5xx: no use to try again.</summary>
    public bool IsPermanent => Code >= 500;

    /// <summary>Code and words on one line, cut when very long.</summary>
    public override string ToString()
    {
        var text = $"{Code} {string.Join(' ', Lines)}".TrimEnd();
        return text.Length <= Shown ? text : text[..Shown] + "...";
    }
}
