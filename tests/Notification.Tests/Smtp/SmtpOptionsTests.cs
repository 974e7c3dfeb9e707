using System.ComponentModel.DataAnnotations;
using Flux.Notification.Deliveries;
using Flux.Notification.Smtp;

namespace Flux.Notification.Tests.Smtp;

public sealed class SmtpOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreRight() => Assert.Empty(Errors(new SmtpOptions()).Concat(Errors(new MailOptions())));

    [Theory]
    [InlineData(SmtpSecurity.StartTls, 587)]
    [InlineData(SmtpSecurity.Tls, 465)]
    [InlineData(SmtpSecurity.None, 25)]
    public void EffectivePort_NotGiven_FollowsTheSecurity(SmtpSecurity security, int port) =>
        Assert.Equal(port, new SmtpOptions { Host = "mail.example.org", Security = security }.EffectivePort);

    [Fact]
    public void Validate_LoginInClear_IsRefusedUnlessAllowed()
    {
        var options = new SmtpOptions { Host = "mail", Username = "u", Password = "p", Security = SmtpSecurity.None };

        Assert.Equal([nameof(SmtpOptions.Security)], Errors(options));
        options.AllowClearTextLogin = true;
        Assert.Empty(Errors(options));
    }

    [Fact]
    public void Validate_IncompleteLogin_NamesWhatIsMissing()
    {
        Assert.Equal([nameof(SmtpOptions.Password)], Errors(new SmtpOptions { Host = "mail", Username = "u" }));
        Assert.Equal([nameof(SmtpOptions.Username)], Errors(new SmtpOptions { Host = "mail", Password = "p" }));
        Assert.Equal([nameof(SmtpOptions.Host)], Errors(new SmtpOptions { Username = "u", Password = "p" }));
        Assert.Equal([nameof(SmtpOptions.PasswordFile)], Errors(new SmtpOptions { Host = "mail", Username = "u", PasswordFile = "/nonexistent" }));
    }

    [Theory]
    [InlineData("bad", null, nameof(MailOptions.From))]
    [InlineData("a@example.org, b@example.org", null, nameof(MailOptions.From))]
    [InlineData(null, "a@", nameof(MailOptions.RedirectAllTo))]
    [InlineData(null, "", nameof(MailOptions.RedirectAllTo))]
    public void Validate_BadAddress_NamesTheOption(string? from, string? redirect, string option) =>
        Assert.Equal([option], Errors(new MailOptions { From = from, RedirectAllTo = redirect }));

    private static List<string> Errors(object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.SelectMany(result => result.MemberNames)];
    }
}
