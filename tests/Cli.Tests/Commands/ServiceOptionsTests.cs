using Flux.Cli.Commands;

namespace Flux.Cli.Tests.Commands;

public sealed class ServiceOptionsTests
{
    [Fact]
    public void Forward_OptionOfOneService_GoesToItAlone()
    {
        var forwarded = ServiceOptions.Forward(["--smtp-host", "mail.example.org", "--smtp:port=587", "--smtp:allow-clear-text-login", "--sandbox:idle-scripts", "2", "--host-key-policy", "Strict"]);
        Assert.Equal(["--smtp:host", "mail.example.org", "--smtp:port=587", "--smtp:allow-clear-text-login"], forwarded["flux-notification"]);
        Assert.Equal(["--sandbox:idle-scripts", "2"], forwarded["flux-script"]);
        Assert.Equal(["--host-key-policy", "Strict"], forwarded["flux-device"]);
        Assert.Equal(3, forwarded.Count);
    }

    [Fact]
    public void Forward_SharedOption_GoesToAll()
    {
        var forwarded = ServiceOptions.Forward(["--log-level", "Debug"]);
        Assert.Equal(6, forwarded.Count);
        Assert.All(forwarded.Values, arguments => Assert.Equal(["--log-level", "Debug"], arguments));
    }

    [Fact]
    public void Forward_Nothing_IsNothing() => Assert.Empty(ServiceOptions.Forward([]));

    [Theory]
    [InlineData("--smpt-host", "x")]
    [InlineData("x", "--smtp-host")]
    [InlineData("--smtp-host", "a", "b")]
    [InlineData("--smtp", "a")]
    [InlineData("--smtp:", "a")]
    [InlineData("--platforms-x", "a")]
    [InlineData("--log-levels", "Debug")]
    public void Forward_AnythingElse_IsRefused(params string[] arguments) =>
        Assert.Contains("unknown option or argument", Assert.Throws<CliException>(() => ServiceOptions.Forward(arguments)).Message);
}
