using System.Collections.Concurrent;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Flux.Notification.Mime;

namespace Flux.Notification.Smtp;

/// <summary>Hands mails to an SMTP server. A connection serves one mail after the other and closes when idle.</summary>
internal sealed class SmtpTransport : IMailTransport, IAsyncDisposable
{
    private static readonly TimeSpan _outagePause = TimeSpan.FromSeconds(5);

    private readonly SmtpOptions _options;
    private readonly TimeProvider _clock;
    private readonly ConcurrentStack<SmtpSession> _idle = new();
    private readonly ITimer _closer;
    private Outage? _outage;

    public SmtpTransport(SmtpOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _closer = clock.CreateTimer(_ => _ = CloseIdleAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public async Task<MailOutcome> SendAsync(string deliveryId, OutgoingMail mail, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        var bytes = MimeWriter.Write(mail);
        SmtpSession? session = null;
        var reusable = false;
        try
        {
            session = await TakeAsync(cancellationToken);
            var outcome = await session.SendAsync(mail.From.Address, recipients, bytes, mail.NeedsUtf8, cancellationToken);
            reusable = true;
            return outcome;
        }
        catch (SmtpFailure failure)
        {
            return MailOutcome.None(recipients, failure.Permanent, failure.Reason, failure.Message, _options.Destination);
        }
        finally
        {
            if (reusable)
                Return(session!);
            else if (session is not null)
                await session.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closer.DisposeAsync();
        await CloseIdleAsync();
    }

    private async Task<SmtpSession> TakeAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out var session))
        {
            if (await session.ResetAsync(cancellationToken))
                return session;
            await session.DisposeAsync();
        }

        return await OpenAsync(cancellationToken);
    }

    // With a server that answers nobody, each of many waiting mails would cost a whole timeout; those after the first learn from it.
    private async Task<SmtpSession> OpenAsync(CancellationToken cancellationToken)
    {
        if (_outage is { } outage && _clock.GetUtcNow() < outage.End)
            throw outage.Failure;
        try
        {
            var session = await SmtpSession.OpenAsync(_options, _clock, cancellationToken);
            _outage = null;
            return session;
        }
        catch (SmtpFailure failure) when (failure.Reason == MailReasons.Unavailable)
        {
            _outage = new Outage(failure, _clock.GetUtcNow() + _outagePause);
            throw;
        }
    }

    private void Return(SmtpSession session)
    {
        _idle.Push(session);
        _closer.Change(_options.IdleTimeout, Timeout.InfiniteTimeSpan);
    }

    private async Task CloseIdleAsync()
    {
        while (_idle.TryPop(out var session))
            await session.DisposeAsync();
    }

    /// <param name="Failure">Of the last try to connect.</param>
    /// <param name="End">Until when nobody else tries.</param>
    private sealed record Outage(SmtpFailure Failure, DateTimeOffset End);
}
