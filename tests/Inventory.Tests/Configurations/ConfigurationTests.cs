using Flux.Contracts.Inventory.V1;
using Flux.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace Flux.Inventory.Tests.Configurations;

public sealed class ConfigurationTests : InventoryTest
{
    [Fact]
    public async Task Save_NewAndChangedTexts_CountsRevisionsPerKlassAndSection()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        var first = await SaveAsync(new StoredConfiguration { ElementId = id, Text = "hostname r1\n", Actor = "run/7", Version = "1.7" });
        var second = await SaveAsync(new StoredConfiguration { ElementId = id, Text = "hostname r2\n" });
        var other = await SaveAsync(new StoredConfiguration { ElementId = id, Klass = "json", Section = "core/a b", Text = "{}" });
        Assert.Equal((1, 2, 1), (first.Configuration.Revision, second.Configuration.Revision, other.Configuration.Revision));
        Assert.All([first, second, other], response => Assert.True(response.Created));
        Assert.Equal(("txt", "", 12L, "run/7", "1.7", ""), (first.Configuration.Klass, first.Configuration.Section, first.Configuration.SizeBytes, first.Configuration.Actor, first.Configuration.Version, first.Configuration.Text));
        Assert.Equal("7e139a0a", first.Configuration.Sha256[..8]);

        Assert.Equal(("{}", "json"), await TextAsync(new GetConfigurationRequest { ElementId = id }));
        Assert.Equal(("hostname r2\n", "txt"), await TextAsync(new GetConfigurationRequest { ElementId = id, Section = "" }));
        Assert.Equal(("hostname r1\n", "txt"), await TextAsync(new GetConfigurationRequest { ElementId = id, Klass = "txt", Section = "", Revision = 1 }));
        Assert.Equal(("{}", "json"), await TextAsync(new GetConfigurationRequest { ElementId = id, Klass = "json", Section = "core/a b", Revision = 1 }));
        await FailsAsync(StatusCode.NotFound, () => Configurations.GetConfigurationAsync(new GetConfigurationRequest { ElementId = id, Klass = "xml" }));
    }

    [Fact]
    public async Task Save_EqualToTheLatest_AddsNothing()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        var configuration = new StoredConfiguration { ElementId = id, Text = "a", Version = "1", AuditValue = 80, RequiredApprovementPercentage = 80, ChecksJson = """[ {"name": "x"} ]""" };
        var first = await SaveAsync(configuration);
        var again = await SaveAsync(configuration);
        Assert.Equal((true, false), (first.Created, again.Created));
        Assert.Equal(first.Configuration, again.Configuration);
        Assert.True(first.Configuration.Approved);
        configuration.AuditValue = 79;
        var third = await SaveAsync(configuration);
        Assert.Equal((true, 2L, false), (third.Created, third.Configuration.Revision, third.Configuration.Approved));
        configuration.ClearAuditValue();
        Assert.False((await SaveAsync(configuration)).Configuration.HasApproved);
    }

    [Fact]
    public async Task Save_ManyAtOnce_GivesEachItsRevision()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SaveAsync(new StoredConfiguration { ElementId = id, Text = $"{i}" })));
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (long)i), saved.Select(response => response.Configuration.Revision).Order());
    }

    [Fact]
    public async Task List_Pages_GoFromNewestToOldestWithoutTexts()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        for (var i = 1; i <= 5; i++) await SaveAsync(new StoredConfiguration { ElementId = id, Text = $"{i}" });
        await SaveAsync(new StoredConfiguration { ElementId = id, Klass = "yaml", Text = "x" });
        var request = new ListConfigurationsRequest { ElementId = id, Klass = "txt", PageSize = 2 };
        var seen = new List<StoredConfiguration>();
        do
        {
            var page = await Configurations.ListConfigurationsAsync(request);
            seen.AddRange(page.Configurations);
            request.PageToken = page.NextPageToken;
            if (seen.Count == 2) await SaveAsync(new StoredConfiguration { ElementId = id, Text = "while paging" });
        }
        while (request.PageToken.Length > 0);
        Assert.Equal([5, 4, 3, 2, 1], seen.Select(entry => entry.Revision));
        Assert.All(seen, entry => Assert.Equal("", entry.Text));
        Assert.Equal(7, (await Configurations.ListConfigurationsAsync(new ListConfigurationsRequest { ElementId = id })).Configurations.Count);
    }

    [Fact]
    public async Task Diff_Revisions_ComparesWhatWasAskedFor()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        await FailsAsync(StatusCode.NotFound, () => Configurations.DiffConfigurationsAsync(new DiffConfigurationsRequest { ElementId = id }));
        Assert.Equal(2, (await DiffAsync(new DiffConfigurationsRequest { ElementId = id, ToText = "a\nb\n" })).AddedLines);
        foreach (var text in new[] { "a\nb\n", "a\nc\n", "a\nc\nd\n" }) await SaveAsync(new StoredConfiguration { ElementId = id, Section = "core", Text = text });
        var latest = await DiffAsync(new DiffConfigurationsRequest { ElementId = id, Section = "core" });
        Assert.Equal("--- core.txt\trevision 2\n+++ core.txt\trevision 3\n@@ -1,2 +1,3 @@\n a\n c\n+d\n", latest.Diff);
        var all = await DiffAsync(new DiffConfigurationsRequest { ElementId = id, Section = "core", FromRevision = 1, ToRevision = 3, ContextLines = 0 });
        Assert.Equal((2, 1), (all.AddedLines, all.RemovedLines));
        var first = await DiffAsync(new DiffConfigurationsRequest { ElementId = id, Section = "core", ToRevision = 1 });
        Assert.StartsWith("--- core.txt\tnothing\n+++ core.txt\trevision 1\n@@ -0,0 +1,2 @@\n", first.Diff, StringComparison.Ordinal);
        Assert.Equal("", (await DiffAsync(new DiffConfigurationsRequest { ElementId = id, Section = "core", ToText = "a\nc\nd\n" })).Diff);
        await FailsAsync(StatusCode.NotFound, () => Configurations.DiffConfigurationsAsync(new DiffConfigurationsRequest { ElementId = id, Section = "core", ToRevision = 9 }));
    }

    [Fact]
    public async Task Save_LargestText_TravelsBackAndOneByteMoreIsRefused()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        using var channel = GrpcChannel.ForAddress(Host.Address, new GrpcChannelOptions { MaxReceiveMessageSize = 8 << 20 });
        var client = new ConfigurationService.ConfigurationServiceClient(channel);
        // Characters of one to four bytes, escaped ones too; a part of the stored text would end within the last one.
        var text = string.Concat(Enumerable.Repeat("\0é\"\U0001F600", 1_000_000));
        Assert.Equal(8_000_000, System.Text.Encoding.UTF8.GetByteCount(text));
        Assert.Equal(8_000_000, (await client.SaveConfigurationAsync(new SaveConfigurationRequest { Configuration = new StoredConfiguration { ElementId = id, Text = text } })).Configuration.SizeBytes);
        Assert.Equal(text, (await client.GetConfigurationAsync(new GetConfigurationRequest { ElementId = id })).Configuration.Text);
        var error = await FailsAsync(
            StatusCode.ResourceExhausted,
            () => client.SaveConfigurationAsync(new SaveConfigurationRequest { Configuration = new StoredConfiguration { ElementId = id, Text = text + "c" } }));
        Assert.Contains("8000000", error.Status.Detail, StringComparison.Ordinal);
        await FailsAsync(
            StatusCode.ResourceExhausted,
            () => client.SaveConfigurationAsync(new SaveConfigurationRequest { Configuration = new StoredConfiguration { ElementId = id, Text = text + new string('c', 1 << 20) } }));
    }

    [Fact]
    public async Task Save_ManyMistakes_NamesAll()
    {
        var violations = await RefusedAsync(() => Configurations.SaveConfigurationAsync(new SaveConfigurationRequest
        {
            Configuration = new StoredConfiguration
            {
                Klass = "exe", Section = "a\nb", Version = new string('x', 101), Actor = new string('x', 201), RequiredApprovementPercentage = 101, AuditValue = -1, ChecksJson = "{}",
            },
        }));
        Assert.Equal(
            ["klass", "section", "version", "actor", "required_approvement_percentage", "audit_value", "checks_json"],
            violations.Keys.Select(key => key.Replace("configuration.", "", StringComparison.Ordinal)));
        Assert.Equal(["klass", "section"], (await RefusedAsync(() => Configurations.GetConfigurationAsync(new GetConfigurationRequest { Revision = 1 }))).Keys);
        await FailsAsync(StatusCode.NotFound, () => Configurations.SaveConfigurationAsync(new SaveConfigurationRequest { Configuration = new StoredConfiguration { ElementId = 5 } }));
    }

    [Fact]
    public async Task Delete_Element_TakesItsConfigurationsAlong()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        var other = await CreateAsync(new Element { Name = "r2" });
        foreach (var element in new[] { id, other }) await SaveAsync(new StoredConfiguration { ElementId = element, Text = "secret words of " + element });
        await Client.DeleteElementAsync(new DeleteElementRequest { Id = id });
        await FailsAsync(StatusCode.NotFound, () => Configurations.GetConfigurationAsync(new GetConfigurationRequest { ElementId = id }));
        Assert.Equal(1, await CountAsync(Inventory.Configurations.StoredRevision.Type));
        Assert.Equal(1, await CountAsync(Inventory.Configurations.TextPart.Type));
    }

    [Fact]
    public async Task Delete_WhileConfigurationsAreSaved_LeavesNothingBehind()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        var saves = Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await SaveAsync(new StoredConfiguration { ElementId = id, Section = $"{i}", Text = "x" });
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
            {
                // It came too late.
            }
        }).ToList();
        await Client.DeleteElementAsync(new DeleteElementRequest { Id = id });
        await Task.WhenAll(saves);
        Assert.Equal(0, await CountAsync(Inventory.Configurations.StoredRevision.Type));
        Assert.Equal(0, await CountAsync(Inventory.Configurations.TextPart.Type));
    }

    private async Task<SaveConfigurationResponse> SaveAsync(StoredConfiguration configuration) =>
        await Configurations.SaveConfigurationAsync(new SaveConfigurationRequest { Configuration = configuration });

    private async Task<DiffConfigurationsResponse> DiffAsync(DiffConfigurationsRequest request) => await Configurations.DiffConfigurationsAsync(request);

    private async Task<(string Text, string Klass)> TextAsync(GetConfigurationRequest request)
    {
        var configuration = (await Configurations.GetConfigurationAsync(request)).Configuration;
        return (configuration.Text, configuration.Klass);
    }

    private async Task<int> CountAsync<T>(Documents.DocumentType<T> type)
        where T : class
    {
        var store = (Documents.IDocumentStore)Host.Services.GetService(typeof(Documents.IDocumentStore))!;
        return (await store.QueryAsync(type, Documents.DocumentQuery.All, default)).Items.Count;
    }
}
