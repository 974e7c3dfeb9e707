using Flux.Contracts.Device.V1;
using Flux.Contracts.Inventory.V1;
using Flux.DeviceGateway.Configuring;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.DeviceGateway.Tests.Configuring;

/// <summary>Snapshots, credentials and host keys with the inventory service itself behind the gateway.</summary>
public sealed class InventorySnapshotTests : IAsyncLifetime
{
    private readonly List<string> _running = ["hostname r1", "username admin password login-pw"];
    private readonly InventoryHost _inventory = new();
    private GatewayHost _gateway = null!;
    private string _session = "";
    private long _element;

    public async Task InitializeAsync()
    {
        await _inventory.StartAsync();
        var element = new Element
        {
            Name = "r1",
            ManagementAddress = "192.0.2.1",
            Password = "login-pw",
            TransportSettingsJson = """{"protocol": "ssh", "username": "admin", "platform": "cisco_ios"}""",
        };
        _element = (await new InventoryService.InventoryServiceClient(_inventory.Invoker).CreateElementAsync(new CreateElementRequest { Element = element })).Element.Id;
        _gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => ConfigDevice.Ios(_running)), change: builder =>
        {
            builder.Services.AddSingleton<IConfigurationArchive>(new InventoryConfigurations(Configurations));
            builder.Services.AddSingleton<IElementDirectory>(new InventoryElements(new InternalInventoryService.InternalInventoryServiceClient(_inventory.Invoker)));
        });
        _session = (await _gateway.OpenAsync(_element)).SessionId;
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _inventory.DisposeAsync();
    }

    private ConfigurationService.ConfigurationServiceClient Configurations => new(_inventory.Invoker);

    [Fact]
    public async Task SendConfig_TwoPushesAndAChangeByHand_AreInTheInventory()
    {
        var first = await SendAsync("ntp server 192.0.2.9");
        _running.Add("typed by hand");
        var second = await SendAsync("ntp server 192.0.2.10");

        Assert.Equal((0, 1, 2), (first.StoredRevision, first.BeforeRevision, first.AfterRevision));
        Assert.Contains("\n+ntp server 192.0.2.9\n", first.Change);
        Assert.Equal("", first.Drift);
        Assert.Equal((2, 3, 4), (second.StoredRevision, second.BeforeRevision, second.AfterRevision));
        Assert.Contains("\n+typed by hand\n", second.Drift);
        Assert.Contains("\n+ntp server 192.0.2.10\n", second.Change);
        Assert.DoesNotContain("+typed by hand", second.Change);
        var stored = (await Configurations.GetConfigurationAsync(new GetConfigurationRequest { ElementId = _element, Klass = "txt", Section = "running" })).Configuration;
        Assert.Equal((4, "test"), (stored.Revision, stored.Actor));
        Assert.Equal("!\nhostname r1\nusername admin password ********\nntp server 192.0.2.9\ntyped by hand\nntp server 192.0.2.10\nend\n", stored.Text);
    }

    [Fact]
    public async Task OpenSession_FirstTime_PinsTheKeyInTheInventory()
    {
        var again = await _gateway.OpenAsync(_element);

        Assert.False(again.HostKeyPinned);
    }

    private async Task<ConfigSnapshot> SendAsync(string line) =>
        (await _gateway.Client.SendConfigAsync(new SendConfigRequest { SessionId = _session, Lines = { line }, Snapshot = true })).Snapshot;
}
