namespace Flux.Lab.Mail;

/// <summary>Something that a <see cref="SmtpSink"/> does wrong on request, once or a number of times, at one step.</summary>
public sealed record SmtpFault
{
    private SmtpFault(SmtpStep step, string action, string? reply) => (Step, Action, ReplyText) = (step, action, reply);

    /// <summary>Where it happens.</summary>
    public SmtpStep Step { get; }

    /// <summary>How often it happens before all is well again (default: 1).</summary>
    public int Times { get; init; } = 1;

    /// <summary>Only for commands whose argument holds this text, a recipient for instance (default: all).</summary>
    public string? When { get; init; }

    internal string Action { get; }

    internal string? ReplyText { get; }

    /// <summary>Answers with this line, "451 4.3.0 busy" for instance.</summary>
    public static SmtpFault Reply(SmtpStep step, string line) => new(step, "reply", line);

    /// <summary>Closes the connection without an answer.</summary>
    public static SmtpFault Drop(SmtpStep step) => new(step, "drop", null);

    /// <summary>Says nothing until <see cref="SmtpSink.ReleaseAsync"/>, then goes on as usual.</summary>
    public static SmtpFault Hold(SmtpStep step) => new(step, "hold", null);
}
