using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Grpc;

/// <summary>Which policy holds where the element names none.</summary>
public sealed class HostKeyPolicyTests(SshLabFixture fixture) : IClassFixture<SshLabFixture>
{
    [Theory]
    [InlineData("Production", null, true)]
    [InlineData("production", null, true)]
    [InlineData("Production", "trust_on_first_use", false)]
    [InlineData("Development", null, false)]
    [InlineData("Development", "strict", true)]
    [InlineData(null, null, false)]
    public async Task OpenSession_NoKeyPinned_TheEnvironmentDecidesUnlessTheOptionDoes(string? environment, string? option, bool strict)
    {
        await using var gateway = await GatewayHost.StartAsync(options => (options.EnvironmentName, options.HostKeyPolicy) = (environment, option));
        var id = gateway.Elements.Add(fixture.Lab.Devices[0]);

        if (strict)
        {
            var error = await GatewayHost.FailAsync(() => gateway.OpenAsync(id));
            Assert.Equal((StatusCode.FailedPrecondition, "HOST_KEY_UNKNOWN"), (error.Code, error.Reason));
            Assert.Contains(fixture.Lab.Devices[0].HostKey.Fingerprint, error.Message);
            Assert.Null(gateway.Elements[id].HostKey);
            await gateway.Elements.PinAsync(id, new HostKey("ssh-ed25519", fixture.Lab.Devices[0].HostKey.PublicKey.Split(' ')[1]), default);
        }

        Assert.Equal(!strict, (await gateway.OpenAsync(id)).HostKeyPinned);
    }

    [Fact]
    public void EnvironmentName_Default_IsTheProcesss() => Assert.Equal(
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"), new DeviceOptions().EnvironmentName);
}
