using Flux.Contracts.Inventory.V1;
using Flux.Testing;

namespace Flux.Inventory.Tests.Elements;

public sealed class ListElementsTests : InventoryTest
{
    public static TheoryData<ElementFilter, string> Filters => new()
    {
        { new ElementFilter(), "r1,r2,r3,r4" },
        { new ElementFilter { Groups = { "edge" } }, "r1,r2" },
        { new ElementFilter { Groups = { "edge", "core" } }, "r1,r2,r3" },
        { new ElementFilter { Profile = "router" }, "r1" },
        { new ElementFilter { Location = "lab" }, "r2" },
        { new ElementFilter { Organization = "acme" }, "r3" },
        { new ElementFilter { Names = { "r3", "r1", "r9" } }, "r1,r3" },
        { new ElementFilter { Text = "BACKBONE" }, "r3" },
        { new ElementFilter { Text = "10.0.0." }, "r1,r4" },
        { new ElementFilter { Text = "%" }, "" },
        { new ElementFilter { ActiveOnly = true }, "r1,r2,r3" },
        { new ElementFilter { Status = true }, "r4" },
        { new ElementFilter { Status = false, Groups = { "edge" }, Text = "r2" }, "r2" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task List_Filter_FindsMatchingInAscendingId(ElementFilter filter, string expected)
    {
        await FillAsync();
        var response = await Client.ListElementsAsync(new ListElementsRequest { Filter = filter });
        Assert.Equal(expected, string.Join(',', response.Elements.Select(element => element.Name)));
    }

    [Fact]
    public async Task List_UnknownNamesInFilter_AreAllReported()
    {
        var filter = new ElementFilter { Groups = { "g" }, Profile = "p", Location = "l", Organization = "o" };
        var violations = await RefusedAsync(() => Client.ListElementsAsync(new ListElementsRequest { Filter = filter, PageSize = -1 }));
        Assert.Equal(["filter.location", "filter.profile", "filter.organization", "filter.groups[0]", "page_size"], violations.Keys);
    }

    [Fact]
    public async Task List_Pages_ArePinnedToArgumentsAndSurviveChanges()
    {
        await FillAsync();
        var first = await Client.ListElementsAsync(new ListElementsRequest { PageSize = 2 });
        Assert.Equal(["r1", "r2"], first.Elements.Select(element => element.Name));
        await Client.DeleteElementAsync(new DeleteElementRequest { Id = first.Elements[1].Id });
        await CreateAsync(new Element { Name = "r5" });
        var second = await Client.ListElementsAsync(new ListElementsRequest { PageSize = 3, PageToken = first.NextPageToken });
        Assert.Equal(["r3", "r4", "r5"], second.Elements.Select(element => element.Name));
        Assert.Equal("", second.NextPageToken);
        var other = new ListElementsRequest { PageToken = first.NextPageToken, Filter = new ElementFilter { ActiveOnly = true } };
        Assert.Equal(["page_token"], (await RefusedAsync(() => Client.ListElementsAsync(other))).Keys);
    }

    private async Task FillAsync() => await ApplyAsync(new ApplyInventoryRequest
    {
        Locations = { new Location { Name = "lab" } },
        Groups = { new Group { Name = "edge" }, new Group { Name = "core" } },
        Profiles = { new Profile { Name = "router" } },
        Elements =
        {
            new DeclaredElement { Element = new Element { Name = "r1", Groups = { "edge" }, Profile = "router", ManagementAddress = "10.0.0.1" } },
            new DeclaredElement { Element = new Element { Name = "r2", Groups = { "edge" }, Location = "lab" } },
            new DeclaredElement { Element = new Element { Name = "r3", Groups = { "core" }, Organization = "acme", Description3 = "Backbone" } },
            new DeclaredElement { Element = new Element { Name = "r4", IsActive = false, Status = true, ManagementAddress = "10.0.0.4" } },
        },
    });
}
