using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Audit;
using Flux.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Inventory.Tests.Settings;

public sealed class SaveSettingsTests : InventoryTest
{
    [Fact]
    public async Task Save_MixedKeys_WritesKnownOnesAndWarnsOfOthers()
    {
        var id = await DemoAsync();
        var response = await SaveAsync(id, """{"facts.version":"17.3","facts.interfaces":"12","net.0.mtu":9000,"uptime":5,"facts.serial":"FTX1"}""");
        Assert.Equal(["facts.version", "facts.interfaces", "net.0.mtu", "facts.serial"], response.Changed.Select(setting => setting.Key));
        Assert.Equal(["uptime"], response.UnknownKeys);
        Assert.Contains("'uptime'", Assert.Single(response.Warnings), StringComparison.Ordinal);
        Assert.Equal(
            "facts.community= facts.hostname=\"r1\" facts.interfaces=12 facts.load=1.0* facts.serial=\"FTX1\" facts.version=\"17.3\" net.0.mtu=9000",
            await ShowAsync(id));
    }

    [Fact]
    public async Task Save_Again_ChangesNothing()
    {
        var id = await DemoAsync();
        await SaveAsync(id, """{"facts.interfaces":12,"facts.community":"pw"}""");
        Assert.Empty((await SaveAsync(id, """{"facts.interfaces":"12","facts.community":"pw"}""")).Changed);
    }

    [Fact]
    public async Task Save_LossyValues_AreAllReportedAndNothingIsWritten()
    {
        var id = await DemoAsync();
        var before = await ShowAsync(id);
        var request = new SaveSettingsRequest { ElementId = id, SettingsJson = """{"facts.version":"1","facts.interfaces":"1.5","facts.load":"high","facts.serial":"x"}""" };
        Assert.Equal(
            ["settings_json.facts.interfaces", "settings_json.facts.load", "settings_json.facts.serial"],
            (await RefusedAsync(() => Client.SaveSettingsAsync(request))).Keys);
        Assert.Equal(before, await ShowAsync(id));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"facts.version\":\"\\ud800\"}")]
    [InlineData("")]
    public async Task Save_NoProperObject_IsRefused(string json)
    {
        var id = await DemoAsync();
        Assert.Equal(["settings_json"], (await RefusedAsync(() => Client.SaveSettingsAsync(new SaveSettingsRequest { ElementId = id, SettingsJson = json }))).Keys);
    }

    [Fact]
    public async Task Save_Null_ShowsTheDefaultAgain()
    {
        var id = await DemoAsync();
        await SaveAsync(id, """{"facts.load":"2.5","facts.version":"1"}""");
        var response = await SaveAsync(id, """{"facts.load":null,"facts.version":null,"facts.interfaces":null}""");
        Assert.Equal(["facts.load", "facts.version"], response.Changed.Select(setting => setting.Key));
        Assert.Equal("facts.community= facts.hostname=\"r1\" facts.load=1.0*", await ShowAsync(id));
    }

    [Fact]
    public async Task Save_ValidateOnly_WritesNothing()
    {
        var id = await DemoAsync();
        var before = await ShowAsync(id);
        var response = await Client.SaveSettingsAsync(new SaveSettingsRequest { ElementId = id, SettingsJson = """{"facts.version":"1"}""", ValidateOnly = true });
        Assert.Single(response.Changed);
        Assert.Equal(before, await ShowAsync(id));
    }

    [Fact]
    public async Task Save_UnknownElement_NotFound() =>
        await FailsAsync(StatusCode.NotFound, () => Client.SaveSettingsAsync(new SaveSettingsRequest { ElementId = 9, SettingsJson = "{}" }));

    [Fact]
    public async Task Save_ElementWithoutProfile_WarnsOfEveryKey()
    {
        var id = await CreateAsync(new Element { Name = "bare" });
        Assert.Equal(["a", "b"], (await SaveAsync(id, """{"a":1,"b":2}""")).UnknownKeys);
    }

    [Fact]
    public async Task Save_ConcurrentKeys_LosesNone()
    {
        var id = await DemoAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => SaveAsync(id, $$"""{"net.{{i}}.mtu":{{1000 + i}}}""")));
        var settings = (await Client.ListSettingsAsync(new ListSettingsRequest { ElementId = id })).Settings;
        Assert.Equal(12, settings.Count(setting => setting.Key.EndsWith(".mtu", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Save_Changes_AreAuditedWithSecretsMasked()
    {
        var id = await DemoAsync();
        await SaveAsync(id, """{"facts.version":"1","facts.community":"other-s3cret"}""", "run/7");
        await SaveAsync(id, """{"facts.version":"2"}""", "run/8");
        var store = Host.Services.GetRequiredService<IDocumentStore>();
        var query = DocumentQuery.All.Where("resource", DocumentOperator.Equal, $"element/{id}").Where("actor", DocumentOperator.Prefix, "run/").OrderBy("actor");
        var entries = (await store.QueryAsync(AuditEntry.Type, query, CancellationToken.None)).Items.Select(item => item.Value).ToList();
        Assert.Equal(["run/7", "run/8"], entries.Select(entry => entry.Actor));
        Assert.Equal([new("settings.facts.version", null, "\"1\""), new("settings.facts.community", "\"********\"", "\"********\"")], entries[0].Changes);
        Assert.Equal([new("settings.facts.version", "\"1\"", "\"2\"")], entries[1].Changes);
    }

    private async Task<long> DemoAsync() => (await ApplyAsync(Bundles.Demo())).Resources[^1].Id;

    private async Task<SaveSettingsResponse> SaveAsync(long id, string json, string actor = "tester") =>
        await Client.SaveSettingsAsync(new SaveSettingsRequest { ElementId = id, SettingsJson = json, Actor = actor, FromDevice = true });

    private async Task<string> ShowAsync(long id) => string.Join(' ', (await Client.ListSettingsAsync(new ListSettingsRequest { ElementId = id })).Settings
        .Select(setting => $"{setting.Key}={setting.ValueJson}{(setting.IsDefault ? "*" : "")}"));
}
