using Flux.Hosting.ProbeHost;
using Flux.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Hosting.Tests;

public sealed class OptionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Defaults_Service_PortsAreItsOwn()
    {
        var options = Build();
        Assert.Equal((7199, 7299), (options.Port, options.HttpPort));
        Assert.Equal(16 << 20, options.MaxMessageSize);
    }

    [Theory]
    [InlineData("--port 8000", 8000, 8100)]
    [InlineData("--port=8000", 8000, 8100)]
    [InlineData("--PORT 8000 --http-port 9000", 8000, 9000)]
    [InlineData("--port 0", 0, 0)]
    [InlineData("--http-port 9000", 7199, 9000)]
    public void Ports_CommandLine_AsGiven(string args, int port, int httpPort)
    {
        var options = Build(args.Split(' '));
        Assert.Equal((port, httpPort), (options.Port, options.HttpPort));
    }

    [Theory]
    [InlineData("--port many", "Port")]
    [InlineData("--port 70000", "option --port: ")]
    [InlineData("--address here", "option --address: 'here' is no IP address")]
    [InlineData("--log-level loud", "LogLevel")]
    [InlineData("--log-level 77", "option --log-level: must be one of Trace")]
    [InlineData("--drain-timeout -00:00:01", "option --drain-timeout: must be between")]
    [InlineData("--probe:pool-size 65", "option --probe:pool-size: ")]
    [InlineData("8000", "unexpected argument '8000'")]
    [InlineData("-p", "unexpected argument '-p'")]
    public void Option_Wrong_OneClearSentence(string args, string expected)
    {
        var error = Assert.Throws<FluxStartException>(() => Build(args.Split(' ')));
        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void OwnOptions_Section_BoundAndRegistered()
    {
        var builder = FluxHost.CreateBuilder(["--data", _directory.Path, "--probe:pool-size", "7", "--probe:labels:a", "b"], ProbeService.Identity);
        builder.AddProbe();
        var options = builder.Build().Services.GetRequiredService<ProbeOptions>();
        Assert.Equal((7, "b"), (options.PoolSize, options.Labels["a"]));
    }

    [Fact]
    public async Task Option_Unknown_RefusedWithTheKnownOnes()
    {
        var builder = FluxHost.CreateBuilder(["--data", _directory.Path, "--prot", "1"], ProbeService.Identity);
        builder.AddProbe();
        await using var app = builder.Build();
        var error = await Assert.ThrowsAsync<FluxStartException>(app.StartFluxAsync);
        Assert.StartsWith("unknown option --prot; known are --address, --call-timeout, ", error.Message);
        Assert.Contains("--probe:pool-size", error.Message);
    }

    [Fact]
    public void DataDirectory_Missing_MadeForTheOwnerOnly()
    {
        var path = Path.Combine(_directory.Path, "a", "b");
        Build("--data", path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    [Fact]
    public void DataDirectory_IsAFile_Refused()
    {
        var path = Path.Combine(_directory.Path, "file");
        File.WriteAllText(path, "");
        Assert.Contains("--data", Assert.Throws<FluxStartException>(() => Build("--data", path)).Message);
    }

    [Fact]
    public void Directory_Default_LoopbackAndTheServicesPort() => Assert.Equal(new Uri("http://127.0.0.1:7103"), Directory_().GetAddress(FluxService.Flow));

    [Fact]
    public void Directory_Configured_ThatAddress() =>
        Assert.Equal(new Uri("http://10.1.2.3:80"), Directory_("--discovery:flux-flow", "http://10.1.2.3:80").GetAddress(FluxService.Flow));

    [Fact]
    public void Directory_NoAddress_Refused() =>
        Assert.Throws<FluxStartException>(() => Directory_("--discovery:flux-flow", "nowhere").GetAddress(FluxService.Flow));

    [Fact]
    public void Services_All_SixWithPortsInARow() => Assert.Equal(
        ["flux-inventory:7101", "flux-context:7102", "flux-flow:7103", "flux-script:7104", "flux-device:7105", "flux-notification:7106"],
        FluxService.All.Select(s => $"{s.AppId}:{s.Port}"));

    private FluxHostOptions Build(params string[] args)
    {
        var builder = FluxHost.CreateBuilder(["--data", _directory.Path, .. args], ProbeService.Identity);
        builder.AddProbe();
        return builder.Build().Services.GetRequiredService<FluxHostOptions>();
    }

    private IServiceDirectory Directory_(params string[] args) =>
        FluxHost.CreateBuilder(["--data", _directory.Path, .. args], ProbeService.Identity).Build().Services.GetRequiredService<IServiceDirectory>();
}
