using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Elements;
using Flux.Inventory.Resources;
using Flux.Inventory.Storage;
using Flux.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Inventory.Tests.Resources;

/// <summary>A resource is deleted while something begins to name it: whichever commits first, nothing names what is gone.</summary>
public sealed class DanglingTests : InventoryTest
{
    private static readonly string[] AllKinds = ["group", "profile", "location", "organization"];

    public static TheoryData<string> Kinds => [.. AllKinds];

    private IDocumentStore Store => Host.Services.GetRequiredService<IDocumentStore>();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Create_ResourceGoesBeforeTheCommit_IsRefusedOrNamesANewOne(string kind)
    {
        await MakeAsync();
        var creator = ActivatorUtilities.CreateInstance<ElementCreator>(Host.Services, new MeetingStore(Store, () => DeleteAsync(Cruds(Store), kind)));
        var create = () => creator.CreateAsync(new CreateElementRequest { Element = Naming("e1") }, default);
        // An organization comes to be by being named.
        if (kind == "organization") await create();
        else Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<FluxException>(create)).Code);
        await CheckAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Update_ResourceGoesBeforeTheCommit_IsRefusedOrNamesANewOne(string kind)
    {
        await MakeAsync();
        await CreateAsync(new Element { Name = "e1" });
        var updater = ActivatorUtilities.CreateInstance<ElementUpdater>(Host.Services, new MeetingStore(Store, () => DeleteAsync(Cruds(Store), kind)));
        var update = () => updater.UpdateAsync(new UpdateElementRequest { Element = Naming("e1") }, default);
        if (kind == "organization") await update();
        else Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<FluxException>(update)).Code);
        await CheckAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Delete_ElementNamesItBeforeTheCommit_IsReleased(string kind)
    {
        await MakeAsync();
        var cruds = Cruds(new MeetingStore(Store, () => CreateAsync(Naming("e1"))));
        Assert.Equal(1, await DeleteAsync(cruds, kind));
        await CheckAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_BundleNamesItBeforeTheCommit_IsReleased(bool namedBefore)
    {
        await MakeAsync();
        if (namedBefore) await CreateAsync(Naming("e0"));
        var bundle = new ApplyInventoryRequest { Elements = { new DeclaredElement { Element = Naming("e1") } }, Users = { new DeclaredUser { Username = "u1", Organization = "acme" } } };
        foreach (var kind in AllKinds.Take(3)) Assert.InRange(await DeleteAsync(Cruds(new MeetingStore(Store, () => MakeAndApplyAsync(bundle))), kind), 1, 2);
        await CheckAsync();
    }

    private async Task MakeAndApplyAsync(ApplyInventoryRequest bundle)
    {
        await MakeAsync();
        await ApplyAsync(bundle);
    }

    private ResourceCruds Cruds(IDocumentStore store) =>
        ActivatorUtilities.CreateInstance<ResourceCruds>(Host.Services, store, ActivatorUtilities.CreateInstance<ResourceUsers>(Host.Services, store));

    private async Task MakeAsync() => await ApplyAsync(new ApplyInventoryRequest
    {
        Groups = { new Group { Name = "g" } }, Profiles = { new Profile { Name = "p" } }, Locations = { new Location { Name = "l" } }, Organizations = { new Organization { Name = "acme" } },
    });

    private static Element Naming(string name) => new() { Name = name, Groups = { "g" }, Profile = "p", Location = "l", Organization = "acme" };

    private static Task<int> DeleteAsync(ResourceCruds cruds, string kind) => kind switch
    {
        "group" => cruds.Groups.DeleteAsync("g", "", true, false, default),
        "profile" => cruds.Profiles.DeleteAsync("p", "", true, false, default),
        "location" => cruds.Locations.DeleteAsync("l", "", true, false, default),
        _ => cruds.Organizations.DeleteAsync("acme", "", true, false, default),
    };

    private async Task CheckAsync()
    {
        foreach (var element in (await Store.QueryAsync(StoredElement.Type, DocumentQuery.All, default)).Items.Select(item => item.Value))
        {
            foreach (var group in element.GroupIds) Assert.NotNull(await Store.GetAsync(Collections.Groups, Keys.Of(group), default));
            if (element.ProfileId is { } profile) Assert.NotNull(await Store.GetAsync(Collections.Profiles, Keys.Of(profile), default));
            if (element.LocationId is { } location) Assert.NotNull(await Store.GetAsync(Collections.Locations, Keys.Of(location), default));
            if (element.OrganizationId is { } organization) Assert.NotNull(await Store.GetAsync(Collections.Organizations, Keys.Of(organization), default));
        }
    }
}
