using Flux.Notification.Composition;
using Flux.Notification.Deliveries;

namespace Flux.Notification.Tests.Support;

/// <summary>A way out that answers what the test says, try by try; the last answer stays.</summary>
internal sealed class ScriptedTransport(params Func<IReadOnlyList<string>, MailOutcome>[] answers) : IMailTransport
{
    private readonly List<(string Id, OutgoingMail Mail, IReadOnlyList<string> Recipients)> _tries = [];
    private int _next;

    /// <summary>The tries until now.</summary>
    public IReadOnlyList<(string Id, OutgoingMail Mail, IReadOnlyList<string> Recipients)> Tries
    {
        get
        {
            lock (_tries)
                return [.. _tries];
        }
    }

    public static MailOutcome Take(IReadOnlyList<string> recipients) => new(recipients, [], "test:");

    public static MailOutcome Busy(IReadOnlyList<string> recipients) => MailOutcome.None(recipients, false, MailReasons.Refused, "451 busy", "test:");

    public static MailOutcome Refuse(IReadOnlyList<string> recipients) => MailOutcome.None(recipients, true, MailReasons.Refused, "550 no", "test:");

    public Task<MailOutcome> SendAsync(string deliveryId, OutgoingMail mail, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        lock (_tries)
        {
            _tries.Add((deliveryId, mail, recipients));
            return Task.FromResult(answers[Math.Min(_next++, answers.Length - 1)](recipients));
        }
    }
}
