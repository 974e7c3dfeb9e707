using System.ComponentModel.DataAnnotations;

namespace Flux.Notification.Smtp;

/// <summary>The mail server; section <c>Smtp</c> (<c>--smtp:host</c>, <c>FLUX_SMTP__HOST</c>). Without a host mails go to the pick-up folder.</summary>
internal sealed class SmtpOptions : IValidatableObject
{
    /// <summary>Name or address of the server. Default: none.</summary>
    public string? Host { get; set; }

    /// <summary>Port. Default: 587 with StartTls, 465 with Tls, 25 with None.</summary>
    [Range(1, 65535)]
    public int? Port { get; set; }

    /// <summary>starttls (required, not tried), tls or none. Default: starttls.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>User to log in as. Default: none, no login.</summary>
    public string? Username { get; set; }

    /// <summary>Password, or access token for XOAUTH2; better given as environment variable or file. Default: none.</summary>
    public string? Password { get; set; }

    /// <summary>File whose first line is the password, read at every login, so that it can be changed. Default: none.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>auto, plain, login or xoauth2. Default: auto.</summary>
    public SmtpAuthentication Authentication { get; set; }

    /// <summary>Allow a login without TLS; the password can then be read on the way. Default: false.</summary>
    public bool AllowClearTextLogin { get; set; }

    /// <summary>PEM file of the authorities that may have signed the server's certificate. Default: those of the system.</summary>
    public string? CaFile { get; set; }

    /// <summary>How long to wait for a connection and for each answer. Default: 15 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an unused connection stays open for the next mail. Default: 5 s.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The port to connect to.</summary>
    public int EffectivePort => Port ?? Security switch { SmtpSecurity.Tls => 465, SmtpSecurity.StartTls => 587, _ => 25 };

    /// <summary>"smtp://host:port" as operators see it.</summary>
    public string Destination => $"smtp://{(Host?.Contains(':') == true ? $"[{Host}]" : Host)}:{EffectivePort}";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enum.IsDefined(Security))
            yield return new ValidationResult("must be starttls, tls or none", [nameof(Security)]);
        if (!Enum.IsDefined(Authentication))
            yield return new ValidationResult("must be auto, plain, login or xoauth2", [nameof(Authentication)]);
        if (Host is not null && Uri.CheckHostName(Host) == UriHostNameType.Unknown)
            yield return new ValidationResult($"'{Host}' is neither a name nor an address", [nameof(Host)]);
        if (string.IsNullOrEmpty(Host) && Username is not null)
            yield return new ValidationResult("must be set when there is a user", [nameof(Host)]);
        if (Username is not null && Password is null == PasswordFile is null)
            yield return new ValidationResult("set the password or the password file, one of them, when there is a user", [nameof(Password)]);
        if (Username is null && (Password ?? PasswordFile) is not null)
            yield return new ValidationResult("must be set when there is a password", [nameof(Username)]);
        if (Username?.Any(char.IsControl) == true)
            yield return new ValidationResult("must not have control characters", [nameof(Username)]);
        if (Username is not null && Security == SmtpSecurity.None && !AllowClearTextLogin)
            yield return new ValidationResult("a login without TLS shows the password to everybody on the way; use starttls or tls, or allow it with --smtp:allow-clear-text-login", [nameof(Security)]);
        foreach (var (name, file) in new[] { (nameof(CaFile), CaFile), (nameof(PasswordFile), PasswordFile) })
        {
            if (file is not null && !File.Exists(file))
                yield return new ValidationResult($"file '{file}' does not exist", [name]);
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromHours(1))
            yield return new ValidationResult("must be above 00:00:00 and at most 01:00:00", [nameof(Timeout)]);
        if (IdleTimeout < TimeSpan.Zero || IdleTimeout > TimeSpan.FromMinutes(5))
            yield return new ValidationResult("must be between 00:00:00 and 00:05:00", [nameof(IdleTimeout)]);
    }
}
