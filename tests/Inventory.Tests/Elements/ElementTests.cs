using Flux.Contracts.Inventory.V1;
using Flux.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.Inventory.Tests.Elements;

public sealed class ElementTests : InventoryTest
{
    [Fact]
    public async Task Create_SameRequestId_CreatesOnce()
    {
        var request = new CreateElementRequest { Element = new Element { Name = "r1" }, RequestId = "one" };
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await Client.CreateElementAsync(request)).Element.Id));
        Assert.Single(ids.Distinct());
        request.Element.Name = "r2";
        Assert.Contains("request_id", (await RefusedAsync(() => Client.CreateElementAsync(request))).Keys);
    }

    [Fact]
    public async Task Create_NameTaken_AlreadyExists()
    {
        await CreateAsync(new Element { Name = "r1" });
        await FailsAsync(StatusCode.AlreadyExists, () => Client.CreateElementAsync(new CreateElementRequest { Element = new Element { Name = "r1" } }));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" r1")]
    [InlineData("r\n1")]
    public async Task Create_BadName_IsRefused(string name) =>
        Assert.Equal(["element.name"], (await RefusedAsync(() => Client.CreateElementAsync(new CreateElementRequest { Element = new Element { Name = name } }))).Keys);

    [Fact]
    public async Task Create_ManyBadFields_NamesAll()
    {
        var element = new Element { Name = new string('x', 101), Latitude = 91, Longitude = double.NaN, ManagementAddress = "a b", Profile = "none", Groups = { "none" } };
        var violations = await RefusedAsync(() => Client.CreateElementAsync(new CreateElementRequest { Element = element }));
        Assert.Equal(
            ["element.name", "element.management_address", "element.latitude", "element.longitude", "element.profile", "element.groups[0]"], violations.Keys);
    }

    [Fact]
    public async Task Update_EveryFieldOfWhatWasRead_KeepsTheSecrets()
    {
        await CreateAsync(new Element { Name = "r1", Password = "s3cret", Key = "k3y", Description = "old", Notes = "x" });
        var read = (await Client.GetElementAsync(new GetElementRequest { Name = "r1" })).Element;
        read.Description = "new";
        read.Notes = "";
        read.Key = "an0ther";

        var written = (await Client.UpdateElementAsync(new UpdateElementRequest { Element = read, UpdateMask = new FieldMask { Paths = { "*" } } })).Element;

        Assert.Equal(("new", ""), (written.Description, written.Notes));
        Assert.Equal(["key", "password"], written.SecretsSet.Order());
        read.Etag = "";
        written = (await Client.UpdateElementAsync(new UpdateElementRequest { Element = read, UpdateMask = new FieldMask { Paths = { "password" } } })).Element;
        Assert.Equal(["key"], written.SecretsSet);
    }

    [Fact]
    public async Task Create_ValidateOnly_CreatesNothing()
    {
        await Client.CreateElementAsync(new CreateElementRequest { Element = new Element { Name = "r1" }, ValidateOnly = true });
        await FailsAsync(StatusCode.NotFound, () => Client.GetElementAsync(new GetElementRequest { Name = "r1" }));
    }

    [Fact]
    public async Task Get_Unknown_NotFound()
    {
        await FailsAsync(StatusCode.NotFound, () => Client.GetElementAsync(new GetElementRequest { Id = 77 }));
        await FailsAsync(StatusCode.NotFound, () => Client.GetElementAsync(new GetElementRequest { Id = -1 }));
        await FailsAsync(StatusCode.InvalidArgument, () => Client.GetElementAsync(new GetElementRequest()));
    }

    [Fact]
    public async Task Update_WithMask_WritesOnlyItsFieldsAndCanClear()
    {
        var id = await CreateAsync(new Element { Name = "r1", Notes = "n", Description = "d", Password = "p", Debug = true });
        var update = new UpdateElementRequest
        {
            Element = new Element { Id = id, Description = "new" },
            UpdateMask = new FieldMask { Paths = { "notes", "password", "debug" } },
        };
        var element = (await Client.UpdateElementAsync(update)).Element;
        Assert.Equal(("", "d", false, 0), (element.Notes, element.Description, element.Debug, element.SecretsSet.Count));
    }

    [Fact]
    public async Task Update_WithoutMask_WritesSetFields()
    {
        await CreateAsync(new Element { Name = "r1", Notes = "n" });
        var element = (await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Name = "r1", Description = "d" } })).Element;
        Assert.Equal(("n", "d"), (element.Notes, element.Description));
    }

    [Fact]
    public async Task Update_BadMask_NamesKnownFields()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        var violations = await RefusedAsync(() => Client.UpdateElementAsync(
            new UpdateElementRequest { Element = new Element { Id = id }, UpdateMask = new FieldMask { Paths = { "notes", "colour", "uuid" } } }));
        Assert.Equal(["update_mask.paths[1]", "update_mask.paths[2]"], violations.Keys);
        Assert.Contains("serial_number", violations["update_mask.paths[1]"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_StaleEtag_IsAborted_AndNothingChangedKeepsEtag()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        var first = await GetAsync("r1");
        var same = (await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Id = id, Name = "r1" } })).Element;
        Assert.Equal(first.Etag, same.Etag);
        await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Id = id, Notes = "x", Etag = first.Etag } });
        await FailsAsync(StatusCode.Aborted, () => Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Id = id, Notes = "y", Etag = first.Etag } }));
    }

    [Fact]
    public async Task Update_NameOfAnother_AlreadyExists()
    {
        await CreateAsync(new Element { Name = "r1" });
        var id = await CreateAsync(new Element { Name = "r2" });
        await FailsAsync(StatusCode.AlreadyExists, () => Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Id = id, Name = "r1" } }));
    }

    [Fact]
    public async Task Update_Status_KeepsBothChangeTimes()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        Assert.Null((await GetAsync("r1")).StatusChange);
        var up = await SetStatusAsync(id, true);
        var still = await SetStatusAsync(id, true);
        var down = await SetStatusAsync(id, false);
        Assert.NotNull(up.StatusChange);
        Assert.Null(up.PrevStatusChange);
        Assert.Equal(up.StatusChange, still.StatusChange);
        Assert.Equal(up.StatusChange, down.PrevStatusChange);
        Assert.True(down.StatusChange.ToDateTimeOffset() >= up.StatusChange.ToDateTimeOffset());
    }

    [Fact]
    public async Task Delete_RemovesElementAndFreesItsName()
    {
        await ApplyAsync(Bundles.Demo());
        var element = await GetAsync("r1");
        await FailsAsync(StatusCode.Aborted, () => Client.DeleteElementAsync(new DeleteElementRequest { Id = element.Id, Etag = "v0" }));
        await Client.DeleteElementAsync(new DeleteElementRequest { Id = element.Id, ValidateOnly = true });
        await Client.DeleteElementAsync(new DeleteElementRequest { Id = element.Id, Etag = element.Etag });
        await FailsAsync(StatusCode.NotFound, () => Client.DeleteElementAsync(new DeleteElementRequest { Id = element.Id }));
        var id = await CreateAsync(new Element { Name = "r1", Profile = "router" });
        Assert.True(id > element.Id);
        Assert.DoesNotContain((await Client.ListSettingsAsync(new ListSettingsRequest { ElementId = id })).Settings, setting => !setting.IsDefault);
    }

    private async Task<Element> SetStatusAsync(long id, bool status) => (await Client.UpdateElementAsync(
        new UpdateElementRequest { Element = new Element { Id = id, Status = status }, UpdateMask = new FieldMask { Paths = { "status" } } })).Element;
}
