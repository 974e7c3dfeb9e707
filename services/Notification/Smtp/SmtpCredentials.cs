using System.Text;
using Flux.Documents.Secrets;
using Flux.Notification.Deliveries;

namespace Flux.Notification.Smtp;

/// <summary>User and password of one login, and their hiding in whatever the server says back.</summary>
internal sealed class SmtpCredentials
{
    private readonly SecretMask _mask;

    private SmtpCredentials(string? user, string password)
    {
        User = user;
        Password = password;
        _mask = user is null ? SecretMask.None : new SecretMask([password, Base64(password), Plain, XOAuth2]);
    }

    /// <summary>Null when no login is configured.</summary>
    public string? User { get; }

    /// <summary>The password, or the access token.</summary>
    public string Password { get; }

    /// <summary>Answer of the mechanism PLAIN.</summary>
    public string Plain => Base64($"\0{User}\0{Password}");

    /// <summary>Answer of the mechanism XOAUTH2.</summary>
    public string XOAuth2 => Base64($"user={User}\u0001auth=Bearer {Password}\u0001\u0001");

    /// <summary>Reads the password where the options say.</summary>
    public static async Task<SmtpCredentials> ReadAsync(SmtpOptions options, CancellationToken cancellationToken)
    {
        if (options.Username is null)
            return new SmtpCredentials(null, "");
        if (options.PasswordFile is not { } file)
            return new SmtpCredentials(options.Username, options.Password ?? "");
        try
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            return new SmtpCredentials(options.Username, text.Split('\n')[0].TrimEnd('\r'));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SmtpFailure(MailReasons.AuthenticationFailed, true, $"the password file cannot be read: {error.Message}");
        }
    }

    /// <summary>The UTF-8 text in base64.</summary>
    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Replaces the password, however written, by asterisks.</summary>
    public string Hide(string text) => _mask.Apply(text);
}
