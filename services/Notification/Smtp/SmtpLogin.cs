using Flux.Notification.Deliveries;

namespace Flux.Notification.Smtp;

/// <summary>Logs in with the best mechanism that both sides have.</summary>
internal sealed class SmtpLogin(SmtpConnection connection, SmtpOptions options, SmtpCredentials credentials)
{
    // RFC 4954 allows 12288; longer answers go on a line of their own.
    private const int MaxInitial = 400;

    /// <exception cref="SmtpFailure">The server offers no common mechanism or refuses the login; nothing has been sent yet.</exception>
    public async Task RunAsync(IReadOnlyCollection<string> offered, bool encrypted, CancellationToken cancellationToken)
    {
        if (!encrypted && !options.AllowClearTextLogin)
            throw Failure(true, "the connection is not encrypted, so the password is not sent");
        var mechanism = Choose(offered);
        var reply = mechanism switch
        {
            "PLAIN" => await SingleAsync("PLAIN", credentials.Plain, cancellationToken),
            "XOAUTH2" => await SingleAsync("XOAUTH2", credentials.XOAuth2, cancellationToken),
            _ => await LoginAsync(cancellationToken),
        };
        // XOAUTH2 explains its refusal in a challenge, which an empty line acknowledges.
        if (reply.Code == 334)
            reply = await connection.CommandAsync("", cancellationToken, "AUTH " + mechanism);
        if (reply.Code != 235)
            throw Failure(reply.IsPermanent, $"the mail server refused the login of user '{credentials.User}' by {mechanism}: {reply}");
    }

    private string Choose(IReadOnlyCollection<string> offered)
    {
        string[] wanted = options.Authentication switch
        {
            SmtpAuthentication.Plain => ["PLAIN"],
            SmtpAuthentication.Login => ["LOGIN"],
            SmtpAuthentication.XOAuth2 => ["XOAUTH2"],
            _ => ["PLAIN", "LOGIN"],
        };
        return wanted.FirstOrDefault(name => offered.Contains(name, StringComparer.OrdinalIgnoreCase))
            ?? throw Failure(true, $"the mail server offers {(offered.Count == 0 ? "no login" : "only the logins " + string.Join(", ", offered))}, not {string.Join(" or ", wanted)}");
    }

    private async Task<SmtpReply> SingleAsync(string mechanism, string answer, CancellationToken cancellationToken)
    {
        var shown = "AUTH " + mechanism;
        if (answer.Length <= MaxInitial)
            return await connection.CommandAsync($"{shown} {answer}", cancellationToken, shown);
        var reply = await connection.CommandAsync(shown, cancellationToken);
        return reply.Code == 334 ? await connection.CommandAsync(answer, cancellationToken, shown) : reply;
    }

    private async Task<SmtpReply> LoginAsync(CancellationToken cancellationToken)
    {
        const string shown = "AUTH LOGIN";
        var reply = await connection.CommandAsync(shown, cancellationToken);
        foreach (var answer in (string[])[credentials.User!, credentials.Password])
        {
            if (reply.Code != 334)
                return reply;
            reply = await connection.CommandAsync(SmtpCredentials.Base64(answer), cancellationToken, shown);
        }

        return reply;
    }

    private static SmtpFailure Failure(bool permanent, string message) => new(MailReasons.AuthenticationFailed, permanent, message);
}
