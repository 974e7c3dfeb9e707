using Flux.Cli.Commands;

namespace Flux.Cli.Tests.Commands;

public sealed class MailOptionsTests
{
    [Fact]
    public void Forward_SmtpOptions_GoToTheNotificationService() =>
        Assert.Equal(["--smtp-host", "mail.example.org", "--smtp-port=587", "--smtp-user", "flux"], MailOptions.Forward(["--smtp-host", "mail.example.org", "--smtp-port=587", "--smtp-user", "flux"])["flux-notification"]);

    [Fact]
    public void Forward_Nothing_IsNothing() => Assert.Empty(MailOptions.Forward([]));

    [Theory]
    [InlineData("--smpt-host", "x")]
    [InlineData("x", "--smtp-host")]
    [InlineData("--smtp-host", "a", "b")]
    public void Forward_AnythingElse_IsRefused(params string[] arguments) =>
        Assert.Contains("unknown option or argument", Assert.Throws<CliException>(() => MailOptions.Forward(arguments)).Message);
}
