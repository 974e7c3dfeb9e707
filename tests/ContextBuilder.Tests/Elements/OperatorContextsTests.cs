using System.Text.Json;
using Flux.ContextBuilder.Tests.Support;
using Flux.Contracts.Context.V1;
using Grpc.Core;

namespace Flux.ContextBuilder.Tests.Elements;

public sealed class OperatorContextsTests : ContextTest
{
    [Fact]
    public async Task Build_Demo_NestsEverythingAndMasksSecrets()
    {
        var response = await Client.BuildElementContextsAsync(new BuildElementContextsRequest { ElementIds = { 2, 1, 9 } });
        Assert.Equal([9L], response.MissingIds);
        Assert.Equal([2L, 1L], response.Contexts.Select(context => context.ElementId));
        var text = response.Contexts[1].ContextJson;
        Assert.DoesNotContain("s3cret", response.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text);
        var context = json.RootElement;
        Assert.Equal(["api", "facts", "ntp", "element", "epoch"], context.EnumerateObject().Select(property => property.Name));
        Assert.Equal("""{"community":"********","hostname":"r1","load":1.0}""", context.GetProperty("facts").GetRawText());
        Assert.Equal("""{"server":"192.0.2.10"}""", context.GetProperty("ntp").GetRawText());
        Assert.Equal("********", context.GetProperty("element").GetProperty("password").GetString());
        Assert.Equal("lab", context.GetProperty("element").GetProperty("location").GetProperty("name").GetString());
        Assert.Equal(
            ["/api/token", "/facts/community", "/element/password", "/element/transport_settings/passphrase"], response.Contexts[1].SecretPointers);
    }

    [Fact]
    public async Task Build_NoIds_IsRefused() =>
        await FailsAsync(StatusCode.InvalidArgument, () => Client.BuildElementContextsAsync(new BuildElementContextsRequest()));

    [Fact]
    public async Task Build_InventoryAway_IsUnavailableAndNamesIt()
    {
        await StopInventoryAsync();
        var error = await FailsAsync(StatusCode.Unavailable, () => Client.BuildElementContextsAsync(new BuildElementContextsRequest { ElementIds = { 1 } }));
        Assert.Contains("flux-inventory", error.Status.Detail, StringComparison.Ordinal);
    }
}
