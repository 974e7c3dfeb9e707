using Flux.Contracts.Inventory.V1;
using Flux.Testing;
using Grpc.Core;

namespace Flux.Inventory.Tests.Settings;

/// <summary>What becomes a secret is one at once, also where it was told of before.</summary>
public sealed class SecretHistoryTests : InventoryTest
{
    private const string Clear = "cl3ar-text";

    [Fact]
    public async Task Update_ParameterBecomesSecret_MasksAuditEntriesAndEvents()
    {
        await MakeAsync();
        Assert.Contains(Clear, await SaidAsync(), StringComparison.Ordinal);
        await Client.UpdateProfileAsync(new UpdateProfileRequest { Profile = Named("open", ParameterType.Secret) });
        await CheckSecretAsync();
        // What is no secret is still told.
        Assert.Contains("told", await SaidAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_ElementMovesToProfileWhereTheKeyIsSecret_IsSealedAndMasked()
    {
        await MakeAsync();
        await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Name = "r1", Profile = "closed" } });
        await CheckSecretAsync();
    }

    [Fact]
    public async Task Apply_ElementMovesToProfileWhereTheKeyIsSecret_IsSealedAndMasked()
    {
        await MakeAsync();
        await ApplyAsync(new ApplyInventoryRequest { Elements = { new DeclaredElement { Element = new Element { Name = "r1", Profile = "closed" } } } });
        await CheckSecretAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_GroupVariableBecomesSecret_MasksAuditEntriesAndEvents(bool byApply)
    {
        foreach (var value in new[] { "1", "2", "3" }) await ApplyAsync(new ApplyInventoryRequest { Groups = { Group(value, secret: false) } });
        Assert.Contains($"{Clear}-2", await SaidAsync(), StringComparison.Ordinal);
        var secret = Group("3", secret: true);
        if (byApply) await ApplyAsync(new ApplyInventoryRequest { Groups = { secret } });
        else await Client.UpdateGroupAsync(new UpdateGroupRequest { Group = secret });
        var said = await SaidAsync();
        Assert.DoesNotContain(Clear, said, StringComparison.Ordinal);
        // What is no secret is still told.
        Assert.Contains("told-2", said, StringComparison.Ordinal);
        Assert.Equal("", (await Client.GetGroupAsync(new GetGroupRequest { Name = "g" })).Group.Variables[0].ValueJson);
    }

    [Fact]
    public async Task Write_GroupVariableComesBackAsSecret_MasksWhatItWasBefore()
    {
        foreach (var value in new[] { "1", "2" }) await ApplyAsync(new ApplyInventoryRequest { Groups = { Group(value, secret: false) } });
        await ApplyAsync(new ApplyInventoryRequest { Groups = { new Group { Name = "g" } } });
        Assert.Contains(Clear, await SaidAsync(), StringComparison.Ordinal);
        await ApplyAsync(new ApplyInventoryRequest { Groups = { Group("4", secret: true) } });
        Assert.DoesNotContain(Clear, await SaidAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_RequiredParameterWithoutValue_WarnsAndSaves()
    {
        var profile = Named("open", ParameterType.String);
        profile.ParameterGroups[0].Parameters.Add(new Parameter { VariableName = "site", Required = true });
        await ApplyAsync(new ApplyInventoryRequest { Profiles = { profile }, Elements = { new DeclaredElement { Element = new Element { Name = "r1", Profile = "open" } } } });
        var response = await Client.SaveSettingsAsync(new SaveSettingsRequest { ElementId = 1, SettingsJson = """{"token":"x"}""" });
        Assert.Equal(["site"], response.MissingKeys);
        Assert.Contains("'site' is required", Assert.Single(response.Warnings), StringComparison.Ordinal);
        Assert.Single(response.Changed);
        Assert.Empty((await Client.SaveSettingsAsync(new SaveSettingsRequest { ElementId = 1, SettingsJson = """{"site":"x"}""" })).Warnings);
    }

    private async Task MakeAsync()
    {
        await ApplyAsync(new ApplyInventoryRequest { Profiles = { Named("open", ParameterType.String), Named("closed", ParameterType.Secret) }, Elements = { new DeclaredElement { Element = new Element { Name = "r1", Profile = "open" } } } });
        foreach (var value in new[] { $"{Clear}-1", $"{Clear}-2" })
            await Client.SaveSettingsAsync(new SaveSettingsRequest { ElementId = 1, SettingsJson = $$"""{"token":"{{value}}","note":"told"}""" });
    }

    private static Group Group(string value, bool secret) => new()
    {
        Name = "g",
        Variables = { new Variable { Name = "api.token", ValueJson = $"\"{Clear}-{value}\"", Secret = secret }, new Variable { Name = "note", ValueJson = $"\"told-{value}\"" } },
    };

    private static Profile Named(string name, ParameterType type) => new()
    {
        Name = name,
        ParameterGroups = { new ParameterGroup { Name = "Main", Parameters = { new Parameter { VariableName = "token", Type = type, DefaultJson = $"\"{Clear}-default\"" }, new Parameter { VariableName = "note" } } } },
    };

    private async Task CheckSecretAsync()
    {
        var setting = (await Client.ListSettingsAsync(new ListSettingsRequest { ElementId = 1 })).Settings.Single(setting => setting.Key == "token");
        Assert.Equal((true, ""), (setting.Secret, setting.ValueJson));
        Assert.DoesNotContain(Clear, await SaidAsync(), StringComparison.Ordinal);
        Assert.Equal($"\"{Clear}-2\"", (await Internal.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { 1 } })).Elements[0].Settings.Single(one => one.Key == "token").ValueJson);
    }

    // All that audit entries and events say, up to an event of our own at the end.
    private async Task<string> SaidAsync()
    {
        await Client.CreateLocationAsync(new CreateLocationRequest { Location = new Location { Name = $"end-{Guid.NewGuid():N}" } });
        using var events = Client.WatchEvents(new WatchEventsRequest { AfterSequence = 0 });
        var said = new List<string>();
        var ends = (await Client.ListLocationsAsync(new ListLocationsRequest())).Locations.Count;
        while (ends > 0 && await events.ResponseStream.MoveNext(default))
        {
            said.Add(events.ResponseStream.Current.Event.DataJson);
            if (events.ResponseStream.Current.Event.Type == "location.created") ends--;
        }

        return string.Join('\n', said) + await Administration.ListAuditEntriesAsync(new ListAuditEntriesRequest { PageSize = 1000 });
    }
}
