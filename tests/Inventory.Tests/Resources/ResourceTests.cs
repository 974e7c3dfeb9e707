using Flux.Contracts.Inventory.V1;
using Flux.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.Inventory.Tests.Resources;

public sealed class ResourceTests : InventoryTest
{
    [Fact]
    public async Task Group_WholeLife_KeepsSecretsAndEtags()
    {
        var made = (await Client.CreateGroupAsync(new CreateGroupRequest
        {
            Group = new Group { Name = "core", Weight = 5, Variables = { new Variable { Name = "a", ValueJson = "1.0" }, new Variable { Name = "t", ValueJson = "\"s3cret\"", Secret = true } } },
        })).Group;
        Assert.Equal((1L, "v1", "1.0", ""), (made.Id, made.Etag, made.Variables[0].ValueJson, made.Variables[1].ValueJson));
        var renamed = (await Client.UpdateGroupAsync(new UpdateGroupRequest { Group = new Group { Id = 1, Name = "heart", Etag = "v1" } })).Group;
        Assert.Equal(("heart", 5, 2), (renamed.Name, renamed.Weight, renamed.Variables.Count));
        await FailsAsync(StatusCode.Aborted, () => Client.UpdateGroupAsync(new UpdateGroupRequest { Group = new Group { Id = 1, Weight = 7, Etag = "v1" } }));
        var zero = await Client.UpdateGroupAsync(new UpdateGroupRequest { Group = new Group { Name = "heart" }, UpdateMask = new FieldMask { Paths = { "weight" } } });
        Assert.Equal(0, zero.Group.Weight);

        // What was read can be written back, the blank secret included.
        renamed.Etag = "";
        await Client.UpdateGroupAsync(new UpdateGroupRequest { Group = renamed, UpdateMask = new FieldMask { Paths = { "*" } } });
        var sources = await Internal.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { await CreateAsync(new Element { Name = "r1", Groups = { "heart" } }) } });
        Assert.Equal("\"s3cret\"", sources.Groups[0].Variables[1].ValueJson);
        var bad = new Group { Variables = { new Variable { Name = "..", ValueJson = "1" }, new Variable { Name = "b" } } };
        Assert.Equal(["name", "variables[0].name", "variables[1].value_json"], (await RefusedAsync(() => Client.CreateGroupAsync(new CreateGroupRequest { Group = bad }))).Keys.Select(Short));
    }

    [Theory]
    [InlineData("group")]
    [InlineData("profile")]
    [InlineData("location")]
    [InlineData("organization")]
    public async Task Delete_InUse_NamesTheUsersUnlessForced(string kind)
    {
        await ApplyAsync(Bundles.Demo());
        await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Name = "r1", Organization = "acme" } });
        await Tenants.CreateUserAsync(new CreateUserRequest { User = new User { Username = "anna", OrganizationId = 1 } });
        var error = await FailsAsync(StatusCode.FailedPrecondition, () => DeleteAsync(kind, force: false));
        Assert.Contains("element 'r1'", error.Status.Detail, StringComparison.Ordinal);
        if (kind == "organization") Assert.Contains("user 'anna'", error.Status.Detail, StringComparison.Ordinal);

        Assert.Equal(kind == "organization" ? 2 : 1, await DeleteAsync(kind, force: true, validateOnly: true));
        Assert.Equal(kind == "organization" ? 2 : 1, await DeleteAsync(kind, force: true));
        var element = await GetAsync("r1");
        Assert.Equal(
            (kind != "group", kind != "profile", kind != "location", kind != "organization"),
            (element.Groups.Count > 0, element.Profile.Length > 0, element.Location.Length > 0, element.Organization.Length > 0));
        var settings = (await Client.ListSettingsAsync(new ListSettingsRequest { ElementId = element.Id })).Settings;
        Assert.Equal(kind != "profile", settings.Count > 0);
        Assert.Equal(kind != "organization", (await Tenants.GetUserAsync(new GetUserRequest { Name = "anna" })).User.OrganizationId == 1);
        await FailsAsync(StatusCode.NotFound, () => DeleteAsync(kind, force: false));
    }

    [Fact]
    public async Task Users_WholeLife_HaveWhatRunsNeed()
    {
        var acme = (await Tenants.CreateOrganizationAsync(new CreateOrganizationRequest { Organization = new Organization { Name = "acme" } })).Organization;
        var user = new User { Username = "anna", FullName = "Anna B", Email = "anna@example.org", OrganizationId = acme.Id };
        var made = (await Tenants.CreateUserAsync(new CreateUserRequest { User = user })).User;
        Assert.Equal(new User(user) { Id = 1, Etag = "v1" }, made);
        await FailsAsync(StatusCode.AlreadyExists, () => Tenants.CreateUserAsync(new CreateUserRequest { User = user }));
        var changed = (await Tenants.UpdateUserAsync(new UpdateUserRequest { User = new User { Username = "anna", Email = "a@example.org" } })).User;
        Assert.Equal(("a@example.org", "Anna B"), (changed.Email, changed.FullName));
        var bad = new User { Username = " x", FullName = "a\nb", Email = "nobody", OrganizationId = 9 };
        Assert.Equal(["username", "organization_id", "full_name", "email"], (await RefusedAsync(() => Tenants.CreateUserAsync(new CreateUserRequest { User = bad }))).Keys.Select(Short));
        Assert.Equal(["anna"], (await Tenants.ListUsersAsync(new ListUsersRequest())).Users.Select(entry => entry.Username));
        Assert.Equal("acme", (await Tenants.GetOrganizationAsync(new GetOrganizationRequest { Id = acme.Id })).Organization.Name);
        await Tenants.DeleteUserAsync(new DeleteUserRequest { Name = "anna" });
        await FailsAsync(StatusCode.NotFound, () => Tenants.GetUserAsync(new GetUserRequest { Id = 1 }));
    }

    [Fact]
    public async Task Update_BadMaskOrName_IsRefused()
    {
        await ApplyAsync(Bundles.Demo());
        var mask = new FieldMask { Paths = { "weight", "colour", "etag" } };
        Assert.Equal(["update_mask.paths[1]", "update_mask.paths[2]"], (await RefusedAsync(() => Client.UpdateGroupAsync(new UpdateGroupRequest { Group = new Group { Id = 1 }, UpdateMask = mask }))).Keys);
        await Client.CreateLocationAsync(new CreateLocationRequest { Location = new Location { Name = "other" } });
        await FailsAsync(StatusCode.AlreadyExists, () => Client.UpdateLocationAsync(new UpdateLocationRequest { Location = new Location { Id = 1, Name = "other" } }));
        await FailsAsync(StatusCode.NotFound, () => Client.UpdateProfileAsync(new UpdateProfileRequest { Profile = new Profile { Name = "none" } }));
        await FailsAsync(StatusCode.InvalidArgument, () => Client.UpdateProfileAsync(new UpdateProfileRequest()));
    }

    [Fact]
    public async Task Create_SameRequestId_CreatesNothingTwice()
    {
        var request = new CreateGroupRequest { Group = new Group { Name = "g1" }, RequestId = "try-1" };
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Client.CreateGroupAsync(request).ResponseAsync));
        Assert.Single(made.Select(response => response.Group.Id).Distinct());
        // Ids are each kind's own.
        await Client.CreateLocationAsync(new CreateLocationRequest { Location = new Location { Name = "l1" }, RequestId = "try-1" });
        await FailsAsync(StatusCode.InvalidArgument, () => Client.CreateGroupAsync(new CreateGroupRequest { Group = new Group { Name = "g2" }, RequestId = "try-1" }));
        await FailsAsync(StatusCode.InvalidArgument, () => Client.CreateGroupAsync(new CreateGroupRequest { Group = new Group { Name = "g2" }, RequestId = new string('x', 65) }));
        Assert.Equal(1, (await Tenants.CreateUserAsync(new CreateUserRequest { User = new User { Username = "u" }, RequestId = "u1" })).User.Id);
        Assert.Equal(1, (await Tenants.CreateUserAsync(new CreateUserRequest { User = new User { Username = "u" }, RequestId = "u1" })).User.Id);
    }

    [Fact]
    public async Task BatchGet_Ids_KeepsTheirOrderAndNamesTheMissing()
    {
        foreach (var name in new[] { "a", "b", "c" }) await CreateAsync(new Element { Name = name });
        Assert.Equal(["c", "a", "c"], (await Client.BatchGetElementsAsync(new BatchGetElementsRequest { Ids = { 3, 1, 3 } })).Elements.Select(element => element.Name));
        var error = await FailsAsync(StatusCode.NotFound, () => Client.BatchGetElementsAsync(new BatchGetElementsRequest { Ids = { 1, 9, -4 } }));
        Assert.Contains("9, -4", error.Status.Detail, StringComparison.Ordinal);
        await FailsAsync(StatusCode.InvalidArgument, () => Client.BatchGetElementsAsync(new BatchGetElementsRequest()));
    }

    [Fact]
    public async Task List_VisibleTo_ShowsOwnPublicAndUnownedElements()
    {
        await CreateAsync(new Element { Name = "own", Organization = "acme" });
        await CreateAsync(new Element { Name = "foreign", Organization = "other" });
        await CreateAsync(new Element { Name = "public", Organization = "other", IsPublic = true });
        await CreateAsync(new Element { Name = "nobodys" });
        var request = new ListElementsRequest { Filter = new ElementFilter { VisibleTo = "acme" } };
        Assert.Equal(["own", "public", "nobodys"], (await Client.ListElementsAsync(request)).Elements.Select(element => element.Name));
        await FailsAsync(StatusCode.InvalidArgument, () => Client.ListElementsAsync(new ListElementsRequest { Filter = new ElementFilter { VisibleTo = "none" } }));
    }

    [Fact]
    public async Task Status_Changes_KeepTheirTimes()
    {
        var id = await CreateAsync(new Element { Name = "r1" });
        Assert.Null((await GetAsync("r1")).StatusChange);
        async Task<Element> SetAsync(bool status) => (await Client.UpdateElementAsync(
            new UpdateElementRequest { Element = new Element { Id = id, Status = status }, UpdateMask = new FieldMask { Paths = { "status" } } })).Element;
        var up = await SetAsync(true);
        Assert.NotNull(up.StatusChange);
        Assert.Null(up.PrevStatusChange);
        Assert.Equal(up.StatusChange, (await SetAsync(true)).StatusChange);
        await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Id = id, Notes = "x" } });
        var down = await SetAsync(false);
        Assert.Equal(up.StatusChange, down.PrevStatusChange);
        Assert.True(down.StatusChange.ToDateTimeOffset() > up.StatusChange.ToDateTimeOffset());
        var again = await SetAsync(true);
        Assert.Equal(down.StatusChange, again.PrevStatusChange);
    }

    private static string Short(string key) => key[(key.IndexOf('.') + 1)..];

    private async Task<int> DeleteAsync(string kind, bool force, bool validateOnly = false) => kind switch
    {
        "group" => (await Client.DeleteGroupAsync(new DeleteGroupRequest { Name = "lab-routers", Force = force, ValidateOnly = validateOnly })).ChangedUsers,
        "profile" => (await Client.DeleteProfileAsync(new DeleteProfileRequest { Name = "router", Force = force, ValidateOnly = validateOnly })).ChangedUsers,
        "location" => (await Client.DeleteLocationAsync(new DeleteLocationRequest { Name = "lab", Force = force, ValidateOnly = validateOnly })).ChangedUsers,
        _ => (await Tenants.DeleteOrganizationAsync(new DeleteOrganizationRequest { Name = "acme", Force = force, ValidateOnly = validateOnly })).ChangedUsers,
    };

    // FailsAsync for calls that are more than one.
    private static async Task<RpcException> FailsAsync(StatusCode status, Func<Task<int>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(status, error.StatusCode);
        return error;
    }
}
