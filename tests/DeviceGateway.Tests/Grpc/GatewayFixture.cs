using Flux.DeviceGateway.Tests.Support;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Grpc;

/// <summary>A gateway, a router (or a shell where there is no FRR) and a Linux host, for all tests of a class.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    public GatewayHost Gateway { get; private set; } = null!;

    public SshLab Routers { get; private set; } = null!;

    public SshLab Hosts { get; private set; } = null!;

    public SshDevice Router => Routers.Devices[0];

    public SshDevice Host => Hosts.Devices[0];

    public async Task InitializeAsync()
    {
        Gateway = await GatewayHost.StartAsync();
        Routers = await SshLab.StartAsync(new SshLabOptions { Devices = ["r1"] });
        Hosts = await SshLab.StartAsync(new SshLabOptions { Devices = ["h1"], PreferRouter = false });
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Routers.DisposeAsync();
        await Hosts.DisposeAsync();
    }
}
