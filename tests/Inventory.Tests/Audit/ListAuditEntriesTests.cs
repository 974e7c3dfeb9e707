using Flux.Contracts.Inventory.V1;
using Flux.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.Inventory.Tests.Audit;

public sealed class ListAuditEntriesTests : InventoryTest
{
    [Fact]
    public async Task List_Filters_FindWhoChangedWhat()
    {
        await ApplyAsync(Bundles.Demo());
        await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Id = 1, Password = "n3w-s3cret", Notes = "x" } }, new Metadata { { "x-flux-actor", "anna" } });
        await Client.SaveSettingsAsync(
            new SaveSettingsRequest { ElementId = 1, SettingsJson = """{"facts.load":2}""", Actor = "run/7" }, new Metadata { { "x-flux-actor", "anna" } });
        await Client.DeleteGroupAsync(new DeleteGroupRequest { Name = "lab-routers", Force = true }, new Metadata { { "x-flux-actor", "bert" } });

        var all = await ListAsync(new ListAuditEntriesRequest());
        Assert.Equal(["deleted groups/1", "changed elements/1", "changed elements/1", "changed elements/1"], all.Take(4).Select(entry => $"{entry.Action} {entry.Subject}").Order().Reverse());
        var byAnna = Assert.Single(await ListAsync(new ListAuditEntriesRequest { Actor = "anna" }));
        Assert.Equal(["notes", "password"], byAnna.Changes.Select(change => change.Field).Order());
        Assert.All(byAnna.Changes.Where(change => change.Field == "password"), change => Assert.Equal("\"********\"", change.NewJson));
        var byRun = Assert.Single(await ListAsync(new ListAuditEntriesRequest { Actor = "run/7" }));
        Assert.Equal(("settings.facts.load", "2.0"), (byRun.Changes[0].Field, byRun.Changes[0].NewJson));
        Assert.Equal(["bert"], (await ListAsync(new ListAuditEntriesRequest { Subject = "groups/1", Action = "deleted" })).Select(entry => entry.Actor));
        Assert.Equal(4, (await ListAsync(new ListAuditEntriesRequest { Subject = "elements/1" })).Count);
        Assert.Empty(await ListAsync(new ListAuditEntriesRequest { FromTime = DateTimeOffset.UtcNow.AddMinutes(1).ToTimestamp() }));
        Assert.Equal(all.Count, (await ListAsync(new ListAuditEntriesRequest { ToTime = DateTimeOffset.UtcNow.AddMinutes(1).ToTimestamp() })).Count);
        Assert.DoesNotContain(all.SelectMany(entry => entry.Changes), change => (change.OldJson + change.NewJson).Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_Pages_AreStableAndNewestFirst()
    {
        for (var i = 0; i < 7; i++) await CreateAsync(new Element { Name = $"r{i}" });
        var entries = await ListAsync(new ListAuditEntriesRequest { PageSize = 3 }, between: i => CreateAsync(new Element { Name = $"late{i}" }));
        Assert.Equal(["r6", "r5", "r4", "r3", "r2", "r1", "r0"], entries.Select(entry => entry.Name));
    }

    [Fact]
    public async Task List_BadRequest_NamesAll() => Assert.Equal(
        ["page_size", "subject", "actor", "action", "from_time"],
        (await RefusedAsync(() => Administration.ListAuditEntriesAsync(new ListAuditEntriesRequest
        {
            PageSize = -1, Subject = "elements", Actor = new string('x', 201), Action = "moved", FromTime = new Timestamp { Seconds = long.MaxValue },
        }))).Keys);

    private async Task<List<AuditRecord>> ListAsync(ListAuditEntriesRequest request, Func<int, Task>? between = null)
    {
        var entries = new List<AuditRecord>();
        do
        {
            var page = await Administration.ListAuditEntriesAsync(request);
            entries.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
            if (between is not null) await between(entries.Count);
        }
        while (request.PageToken.Length > 0);
        return entries;
    }
}
