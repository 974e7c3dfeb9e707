using Flux.Contracts.Inventory.V1;
using Flux.Testing;
using Grpc.Core;

namespace Flux.Inventory.Tests.Internal;

public sealed class ConnectionTests : InventoryTest
{
    private static readonly HostKey First = new() { Type = "ssh-ed25519", KeyBase64 = "AAAA", Fingerprint = "SHA256:first" };
    private static readonly HostKey Second = new() { Type = "ssh-ed25519", KeyBase64 = "BBBB", Fingerprint = "SHA256:second" };

    [Fact]
    public async Task GetConnection_AnswersSecretsInClear()
    {
        await ApplyAsync(Bundles.Demo());
        var connection = await GetAsync();
        Assert.Equal(("r1", "127.0.0.1", "elem-s3cret"), (connection.Name, connection.ManagementAddress, connection.Password));
        Assert.Contains("phrase-s3cret", connection.TransportSettingsJson, StringComparison.Ordinal);
        Assert.Null(connection.HostKey);
        Assert.Equal((await Client.GetElementAsync(new GetElementRequest { Name = "r1" })).Element.Groups.Order(StringComparer.Ordinal), connection.GroupNames);
        await FailsAsync(StatusCode.NotFound, () => Internal.GetConnectionAsync(new GetConnectionRequest { ElementId = 9 }));
        await FailsAsync(StatusCode.NotFound, () => Internal.GetConnectionAsync(new GetConnectionRequest { Name = "nobody" }));
    }

    [Fact]
    public async Task GetConnection_Etag_ChangesOnlyWithTheConnection()
    {
        await ApplyAsync(Bundles.Demo());
        var first = (await GetAsync()).Etag;
        await Internal.RecordExecutionAsync(new RecordExecutionRequest { ElementId = 1 });
        await UpdateAsync(new Element { Name = "r1", Notes = "x" });
        Assert.Equal(first, (await GetAsync()).Etag);
        await UpdateAsync(new Element { Name = "r1", Password = "new" });
        Assert.NotEqual(first, (await GetAsync()).Etag);
    }

    [Fact]
    public async Task PinHostKey_First_IsKept_AnotherIsRefusedUntilDeleted()
    {
        await ApplyAsync(Bundles.Demo());
        await PinAsync(First);
        await PinAsync(First);
        var error = await FailsAsync(StatusCode.FailedPrecondition, () => Internal.PinHostKeyAsync(new PinHostKeyRequest { ElementId = 1, HostKey = Second }));
        Assert.Contains("SHA256:first", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("SHA256:second", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(First, (await GetAsync()).HostKey);
        await Client.DeleteHostKeyAsync(new DeleteHostKeyRequest { ElementId = 1, ValidateOnly = true });
        Assert.Equal(First, (await GetAsync()).HostKey);
        await Client.DeleteHostKeyAsync(new DeleteHostKeyRequest { ElementId = 1 });
        await PinAsync(Second);
        Assert.Equal(Second, (await GetAsync()).HostKey);
    }

    [Fact]
    public async Task PinHostKey_Empty_IsRefused() =>
        Assert.Equal(["host_key"], (await RefusedAsync(() => Internal.PinHostKeyAsync(new PinHostKeyRequest { ElementId = 1 }))).Keys);

    private async Task<GetConnectionResponse> GetAsync() => await Internal.GetConnectionAsync(new GetConnectionRequest { ElementId = 1 });

    private async Task PinAsync(HostKey key) => await Internal.PinHostKeyAsync(new PinHostKeyRequest { ElementId = 1, HostKey = key });

    private async Task UpdateAsync(Element element) => await Client.UpdateElementAsync(new UpdateElementRequest { Element = element });
}
