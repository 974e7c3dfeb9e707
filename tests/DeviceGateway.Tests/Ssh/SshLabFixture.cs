using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>One Linux device for all tests of a class.</summary>
public sealed class SshLabFixture : IAsyncLifetime
{
    public SshLab Lab { get; private set; } = null!;

    public async Task InitializeAsync() => Lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });

    public async Task DisposeAsync() => await Lab.DisposeAsync();
}
