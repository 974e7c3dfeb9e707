using Flux.Contracts.Common.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.Inventory.Tests.Events;

public sealed class WatchEventsTests : InventoryTest
{
    [Fact]
    public async Task Watch_LifeOfAnElement_TellsOldAndNewValuesWithSecretsMasked()
    {
        await ApplyAsync(Bundles.Demo());
        var made = await WatchAsync(0, 4);
        Assert.Equal(["location.created", "group.created", "profile.created", "element.created"], made.Select(item => item.Type));
        Assert.Equal("elements/1", made[3].Subject);

        var element = new Element { Id = 1, Location = "", Groups = { }, Password = "n3w-s3cret", Description = "core \"one\"", Status = true };
        var mask = new FieldMask { Paths = { "location", "groups", "password", "description", "status", "profile" } };
        await Client.UpdateElementAsync(new UpdateElementRequest { Element = element, UpdateMask = mask }, new Metadata { { "x-flux-actor", "anna" } });
        var changed = (await WatchAsync(4, 1))[0];
        Assert.Equal("element.changed", changed.Type);
        Assert.Equal(
            """{"id":1,"name":"r1","actor":"anna","changes":[{"field":"location","old":"lab"},{"field":"groups","old":["lab-routers"],"new":[]},{"field":"password","old":"********","new":"********"},{"field":"description","new":"core \"one\""},{"field":"status","old":false,"new":true},{"field":"profile","old":"router"}]}""",
            changed.DataJson);

        await Client.DeleteElementAsync(new DeleteElementRequest { Id = 1 });
        Assert.Equal(("element.deleted", 6L), (await WatchAsync(5, 1)).Select(item => (item.Type, item.Sequence)).Single());
    }

    [Fact]
    public async Task Watch_Settings_TellsValuesInTheirOwnText()
    {
        await ApplyAsync(Bundles.Demo());
        // They have their numbers then.
        await WatchAsync(0, 4);
        var call = Watch(4);
        await Client.SaveSettingsAsync(new SaveSettingsRequest
        {
            ElementId = 1, Actor = "run/7", SettingsJson = """{"facts.load":1.50,"facts.interfaces":9007199254740993,"facts.hostname":null,"facts.community":"oth3r-s3cret"}""",
        });
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal(
            """{"id":1,"name":"r1","actor":"run/7","changes":[{"field":"settings.facts.load","new":1.50},{"field":"settings.facts.interfaces","new":9007199254740993},{"field":"settings.facts.hostname","old":"r1"},{"field":"settings.facts.community","old":"********","new":"********"}]}""",
            call.ResponseStream.Current.Event.DataJson);
    }

    [Fact]
    public async Task Watch_GroupsProfilesLocations_TellWhatChanged()
    {
        await ApplyAsync(Bundles.Demo());
        var bundle = Bundles.Demo();
        bundle.Locations[0].Latitude = 50.5;
        bundle.Groups[0].Weight = 11;
        bundle.Groups[0].Variables[0].ValueJson = "1.0";
        bundle.Groups[0].Variables[1].ValueJson = "\"oth3r-s3cret\"";
        bundle.Profiles[0].Description = "d";
        bundle.Elements.Clear();
        await ApplyAsync(bundle);
        var changes = (await WatchAsync(4, 3)).Select(item => item.DataJson[item.DataJson.IndexOf('[')..^1]);
        Assert.Equal(
            [
                """[{"field":"latitude","old":50,"new":50.5}]""",
                """[{"field":"weight","old":10,"new":11},{"field":"variables.ntp.server","old":"192.0.2.10","new":1.0},{"field":"variables.api.token","old":"********","new":"********"}]""",
                """[{"field":"description","new":"d"}]""",
            ],
            changes);
    }

    [Fact]
    public async Task Watch_NothingChanged_NoEvent()
    {
        await ApplyAsync(Bundles.Demo());
        await ApplyAsync(Bundles.Demo());
        await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Name = "r1", Notes = "x" }, ValidateOnly = true });
        await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Name = "r1", Notes = "x" } });
        Assert.Contains("notes", (await WatchAsync(4, 1))[0].DataJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_BadActor_IsRefused() => Assert.Equal(
        ["metadata.x-flux-actor"],
        (await RefusedAsync(() => Client.CreateElementAsync(new CreateElementRequest { Element = new Element { Name = "r1" } }, new Metadata { { "x-flux-actor", new string('x', 201) } }))).Keys);

    private AsyncServerStreamingCall<WatchEventsResponse> Watch(long after) => Client.WatchEvents(new WatchEventsRequest { AfterSequence = after });

    private async Task<List<Event>> WatchAsync(long after, int count)
    {
        using var call = Watch(after);
        var events = new List<Event>();
        while (events.Count < count && await call.ResponseStream.MoveNext(default)) events.Add(call.ResponseStream.Current.Event);
        return events;
    }
}
