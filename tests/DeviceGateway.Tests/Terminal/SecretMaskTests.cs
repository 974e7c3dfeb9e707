using System.Text;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Terminal;
using Flux.DeviceGateway.Tests.Support;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>However a device gives a secret back, nobody reads it.</summary>
public sealed class SecretMaskTests
{
    private const string Secret = "p&ss w/rd \"1\"";

    [Theory]
    [InlineData("login failed for p&ss w/rd \"1\"!", "login failed for ********!")]
    [InlineData("GET /x?pw=p%26ss%20w%2Frd%20%221%22&y", "GET /x?pw=********&y")]
    [InlineData("GET /x?pw=p%26ss%20w%2frd%20%221%22&y", "GET /x?pw=********&y")]
    [InlineData("pw=p%26ss+w%2Frd+%221%22;", "pw=********;")]
    [InlineData("{\"pw\": \"p\\u0026ss w/rd \\u00221\\u0022\"}", "{\"pw\": \"********\"}")]
    [InlineData("Authorization: cCZzcyB3L3JkICIxIg==", "Authorization: ********==")]
    [InlineData("nothing here", "nothing here")]
    public void Apply_AnyForm_IsCovered(string text, string expected) => Assert.Equal(expected, new SecretMask(Secret).Apply(text));

    [Fact]
    public void Apply_Error_MessageAndFactsAreCovered()
    {
        var error = new SecretMask(Secret).Apply(new DeviceException(DeviceReason.CommandRejected, $"it says {Secret}") { Facts = { ["device_error"] = $"bad: {Secret}" } });

        Assert.Equal("it says ********", error.Message);
        Assert.Equal("bad: ********", error.Facts["device_error"]);
        Assert.Null(error.InnerException);
    }

    [Theory]
    [InlineData("\u001b[0mt\u001b[0mo\u001b[1;32;40mp-secret", "\u001b[0m********")]
    [InlineData("top-\0se\acret", "********")]
    [InlineData("t\bto\bop-secret", "********")]
    [InlineData("top-se \rcret", "********")]
    [InlineData("top-s\rsecret", "********")]
    [InlineData("\u001b]0;x\atop\u001b(B-secret", "\u001b]0;x\a********")]
    [InlineData("top-\rsecret", "********")]
    [InlineData("top-\u001b[", "top-\u001b[")]
    [InlineData("\b\btop\u001b", "\b\btop\u001b")]
    public void Transcript_SecretAsALineEditorShowsIt_IsCovered(string echoed, string shown)
    {
        var transcript = new Transcript(new SecretMask("top-secret"));

        foreach (var value in $"r1# pw {echoed} ok")
            transcript.Received([(byte)value]);

        Assert.Equal($"<<< r1# pw {shown} ok", transcript.ToString());
    }

    [Fact]
    public void Transcript_SecretAroundSomethingSent_IsCovered()
    {
        var transcript = new Transcript(new SecretMask("top-secret"));

        transcript.Received("echo of top-"u8);
        transcript.Sent("show x");
        transcript.Received("secret and more"u8);

        Assert.Equal("<<< echo of ********\n>>> show x\n<<<  and more", transcript.ToString());
    }

    [Fact]
    public async Task GetTranscript_SecretsInTheBannerAndEchoed_AreCovered()
    {
        const string Password = "login-pw";
        await using var gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => new FakeDevice("r1#", () => 1, $"Your password is {Password}, url {Uri.EscapeDataString(Password + "/")}\r\n")
        {
            Answer = (_, line) => line == "leak" ? Encoding.Latin1.GetBytes($"% Invalid {Password} input\r\n") : [],
        }));
        var session = await gateway.OpenAsync(gateway.Elements.AddFake("cisco_ios"));

        var result = (await gateway.SendAsync(session.SessionId, "leak"))[0];
        var transcript = (await gateway.Client.GetTranscriptAsync(new() { SessionId = session.SessionId })).Transcript;

        Assert.Equal("% Invalid ******** input", result.Error);
        Assert.DoesNotContain(Password, transcript);
        Assert.Contains("Your password is ********", transcript);
    }
}
