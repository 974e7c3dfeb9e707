using System.Net;
using System.Net.Sockets;
using Flux.Notification.Deliveries;

namespace Flux.Notification.Smtp;

/// <summary>A connection on which mails can be handed over: greeted, encrypted and logged in as the options say.</summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private readonly SmtpConnection _connection;
    private readonly SmtpOptions _options;
    private SmtpCapabilities _capabilities = new(new SmtpReply(250, []));

    private SmtpSession(SmtpConnection connection, SmtpOptions options) => (_connection, _options) = (connection, options);

    /// <summary>Connects, encrypts and logs in.</summary>
    /// <exception cref="SmtpFailure">Whatever went wrong; no mail has left.</exception>
    public static async Task<SmtpSession> OpenAsync(SmtpOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var credentials = await SmtpCredentials.ReadAsync(options, cancellationToken);
        var connection = await SmtpConnection.OpenAsync(options, clock, credentials.Hide, cancellationToken);
        try
        {
            var session = new SmtpSession(connection, options);
            await session.GreetAsync(cancellationToken);
            if (credentials.User is not null)
                await new SmtpLogin(connection, options, credentials).RunAsync(session._capabilities.Logins, options.Security != SmtpSecurity.None, cancellationToken);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands one mail over. Refusals are an outcome; a broken conversation is an <see cref="SmtpFailure"/>, and the session is of no use then.</summary>
    public async Task<MailOutcome> SendAsync(string sender, IReadOnlyList<string> recipients, byte[] mail, bool needsUtf8, CancellationToken cancellationToken)
    {
        if (needsUtf8 && !_capabilities.Has("SMTPUTF8"))
            return None(recipients, MailReasons.NotSupported, $"an address of the mail is not ASCII and {_options.Destination} does not offer SMTPUTF8");
        if (mail.Length > _capabilities.MaxSize)
            return None(recipients, MailReasons.NotSupported, $"the mail has {mail.Length} bytes and {_options.Destination} takes at most {_capabilities.MaxSize}");
        var parameters = (_capabilities.Has("SIZE") ? $" SIZE={mail.Length}" : "")
            + (needsUtf8 ? " SMTPUTF8" : "") + (needsUtf8 && _capabilities.Has("8BITMIME") ? " BODY=8BITMIME" : "");
        var reply = await AskAsync($"MAIL FROM:<{sender}>{parameters}", cancellationToken);
        if (!reply.IsPositive)
            return new MailOutcome([], [.. recipients.Select(recipient => Refusal(recipient, "the sender", reply))], _options.Destination);

        var accepted = new List<string>();
        var refused = new List<RecipientRefusal>();
        foreach (var recipient in recipients)
        {
            reply = await AskAsync($"RCPT TO:<{recipient}>", cancellationToken);
            if (reply.IsPositive)
                accepted.Add(recipient);
            else
                refused.Add(Refusal(recipient, "the recipient", reply));
        }

        if (accepted.Count > 0)
        {
            reply = await DataAsync(mail, cancellationToken);
            if (!reply.IsPositive)
            {
                refused.AddRange(accepted.Select(recipient => Refusal(recipient, "the mail", reply)));
                accepted.Clear();
            }
        }

        return new MailOutcome(accepted, refused, _options.Destination);
    }

    /// <summary>Makes the session ready for another mail; false when the server has closed it meanwhile.</summary>
    public async Task<bool> ResetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _connection.CommandAsync("RSET", cancellationToken)).IsPositive;
        }
        catch (SmtpFailure)
        {
            return false;
        }
    }

    /// <summary>Says good-bye, which the server need not answer, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.WriteAsync("QUIT\r\n"u8.ToArray(), "QUIT", CancellationToken.None);
        }
        catch (SmtpFailure)
        {
        }

        await _connection.DisposeAsync();
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        if (_options.Security == SmtpSecurity.Tls)
            await _connection.EncryptAsync(_options, cancellationToken);
        Expect(await _connection.ReadReplyAsync("the connection", cancellationToken), "the connection");
        await HelloAsync(cancellationToken);
        if (_options.Security != SmtpSecurity.StartTls)
            return;
        if (!_capabilities.Has("STARTTLS"))
            throw new SmtpFailure(MailReasons.TlsFailed, true, $"{_options.Destination} does not offer STARTTLS, which is required; set --smtp:security tls or none if that is what you want");
        var reply = await AskAsync("STARTTLS", cancellationToken);
        if (reply.Code != 220)
            throw new SmtpFailure(MailReasons.TlsFailed, reply.IsPermanent, $"{_options.Destination} refused STARTTLS: {reply}");
        await _connection.EncryptAsync(_options, cancellationToken);
        // What was offered before the handshake may have been forged (RFC 3207).
        await HelloAsync(cancellationToken);
    }

    private async Task HelloAsync(CancellationToken cancellationToken)
    {
        var reply = await AskAsync($"EHLO {LocalName()}", cancellationToken);
        Expect(reply, "EHLO");
        _capabilities = new SmtpCapabilities(reply);
    }

    private async Task<SmtpReply> DataAsync(byte[] mail, CancellationToken cancellationToken)
    {
        var reply = await AskAsync("DATA", cancellationToken);
        if (reply.Code != 354)
            return reply.IsPositive ? throw new SmtpFailure(MailReasons.ProtocolError, false, $"the answer to DATA is not 354: {reply}") : reply;
        await _connection.WriteAsync(DotStuffing.Encode(mail), "the mail's content", cancellationToken);
        return CloseOn421(await _connection.ReadReplyAsync("the end of the mail", cancellationToken));
    }

    private async Task<SmtpReply> AskAsync(string command, CancellationToken cancellationToken) => CloseOn421(await _connection.CommandAsync(command, cancellationToken));

    // 421 may be the answer to anything: the server closes the connection.
    private SmtpReply CloseOn421(SmtpReply reply) =>
        reply.Code == 421 ? throw new SmtpFailure(MailReasons.Unavailable, false, $"{_options.Destination} closed the connection: {reply}") : reply;

    private void Expect(SmtpReply reply, string what)
    {
        if (!CloseOn421(reply).IsPositive)
            throw new SmtpFailure(MailReasons.Refused, reply.IsPermanent, $"{_options.Destination} refused {what}: {reply}");
    }

    private RecipientRefusal Refusal(string recipient, string what, SmtpReply reply)
    {
        // 530 and 538 instead of a refusal of the mail itself: the server wants a login or TLS first.
        var reason = reply.Code is 530 or 538 ? MailReasons.AuthenticationFailed : MailReasons.Refused;
        return new RecipientRefusal(recipient, reply.IsPermanent, reason, $"{_options.Destination} refused {what}: {reply}");
    }

    private MailOutcome None(IReadOnlyList<string> recipients, string reason, string message) => MailOutcome.None(recipients, true, reason, message, _options.Destination);

    private static string LocalName()
    {
        var name = Dns.GetHostName();
        return Uri.CheckHostName(name) == UriHostNameType.Dns && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? name : $"[{IPAddress.Loopback}]";
    }
}
