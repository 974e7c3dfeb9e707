using Flux.Contracts.Device.V1;
using Flux.Contracts.Inventory.V1;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Grpc;

/// <summary>The policy of the gateway's own process, with nothing set but its environment, and the inventory behind it.</summary>
public sealed class ShippedHostKeyPolicyTests(SshLabFixture fixture) : IClassFixture<SshLabFixture>, IAsyncLifetime
{
    private readonly InventoryHost _inventory = new();
    private long _element;

    private InventoryService.InventoryServiceClient Elements => new(_inventory.Invoker);

    public async Task InitializeAsync()
    {
        await _inventory.StartAsync();
        var device = fixture.Lab.Devices[0];
        _element = (await Elements.CreateElementAsync(new CreateElementRequest
        {
            Element = new Element
            {
                Name = device.Name,
                ManagementAddress = $"{device.Address}",
                Password = device.Password ?? "",
                Key = device.Password is null ? device.PrivateKey : "",
                TransportSettingsJson = Settings(),
            },
        })).Element.Id;
    }

    private string Settings(string more = "") =>
        $$"""{"protocol": "ssh", "port": {{fixture.Lab.Devices[0].Port}}, "username": "{{fixture.Lab.Devices[0].Username}}", "platform": "linux", "channel": "exec"{{more}}}""";

    private async Task<string?> PinnedAsync() =>
        (await new InternalInventoryService.InternalInventoryServiceClient(_inventory.Invoker).GetConnectionAsync(new GetConnectionRequest { ElementId = _element })).HostKey?.Fingerprint;

    public async Task DisposeAsync() => await _inventory.DisposeAsync();

    [Fact]
    public async Task OpenSession_InProduction_RefusesAnUnknownKeyAndSaysWhatToDo()
    {
        await using var gateway = await GatewayProcess.StartAsync(_inventory.Address, "Production");

        var error = await GatewayHost.FailAsync(async () => await gateway.Client.OpenSessionAsync(new OpenSessionRequest { ElementId = _element }));

        Assert.Equal((StatusCode.FailedPrecondition, "HOST_KEY_UNKNOWN"), (error.Code, error.Reason));
        Assert.Equal(fixture.Lab.Devices[0].HostKey.Fingerprint, error.Metadata["actual_fingerprint"]);
        Assert.Contains(fixture.Lab.Devices[0].HostKey.Fingerprint, error.Message);
        Assert.Contains("set the element's transport_settings.host_key_policy to trust_on_first_use", error.Message);
        Assert.Null(await PinnedAsync());

        await Elements.UpdateElementAsync(new UpdateElementRequest
        {
            Element = new Element { Id = _element, TransportSettingsJson = Settings(""", "host_key_policy": "trust_on_first_use" """) },
            UpdateMask = new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { "transport_settings_json" } },
        });

        Assert.True((await gateway.Client.OpenSessionAsync(new OpenSessionRequest { ElementId = _element })).HostKeyPinned);
        Assert.Equal(fixture.Lab.Devices[0].HostKey.Fingerprint, await PinnedAsync());
    }

    [Fact]
    public async Task OpenSession_InDevelopment_TakesTheFirstKeyAndRecordsItInTheInventory()
    {
        await using var gateway = await GatewayProcess.StartAsync(_inventory.Address, "Development");

        var first = await gateway.Client.OpenSessionAsync(new OpenSessionRequest { ElementId = _element });
        var second = await gateway.Client.OpenSessionAsync(new OpenSessionRequest { ElementId = _element });

        Assert.Equal((true, false), (first.HostKeyPinned, second.HostKeyPinned));
        Assert.Equal(fixture.Lab.Devices[0].HostKey.Fingerprint, await PinnedAsync());
    }
}
