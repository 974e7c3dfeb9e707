using Flux.Contracts.Common.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Testing;
using Grpc.Core;

namespace Flux.Inventory.Tests.Apply;

public sealed class ApplyInventoryTests : InventoryTest
{
    [Fact]
    public async Task Apply_NewBundle_CreatesEverythingInOrder()
    {
        var response = await ApplyAsync(Bundles.Demo());
        Assert.Equal(
            ["locations/lab/1", "groups/lab-routers/1", "profiles/router/1", "elements/r1/1"],
            response.Resources.Select(resource => $"{resource.Kind}/{resource.Name}/{resource.Id}"));
        Assert.All(response.Resources, resource => Assert.Equal(ApplyOutcome.Created, resource.Outcome));
        var element = await GetAsync("r1");
        Assert.Equal(("lab", "router", "lab-routers", true), (element.Location, element.Profile, element.Groups.Single(), element.IsActive));
        Assert.Equal(["password"], element.SecretsSet);
        Assert.Equal("", element.Password);
        Assert.Equal("""{"protocol":"ssh","port":2201,"username":"admin","passphrase":"********"}""", element.TransportSettingsJson);
        Assert.NotEqual("", element.Uuid);
        Assert.NotNull(element.Created);
    }

    [Fact]
    public async Task Apply_SameBundleAgain_ChangesNothing()
    {
        await ApplyAsync(Bundles.Demo());
        var before = await GetAsync("r1");
        await RestartAsync();
        var response = await ApplyAsync(Bundles.Demo());
        Assert.All(response.Resources, resource => Assert.Equal((ApplyOutcome.Unchanged, 0), (resource.Outcome, resource.ChangedFields.Count)));
        Assert.Equal(before, await GetAsync("r1"));
    }

    [Fact]
    public async Task Apply_WhatWasReadBack_ChangesNothing()
    {
        await ApplyAsync(Bundles.Demo());
        var element = await GetAsync("r1");
        var settings = (await Client.ListSettingsAsync(new ListSettingsRequest { ElementId = element.Id })).Settings.Where(setting => !setting.IsDefault);
        var response = await ApplyAsync(new ApplyInventoryRequest
        {
            Locations = { (await Client.GetLocationAsync(new GetLocationRequest { Name = "lab" })).Location },
            Groups = { (await Client.GetGroupAsync(new GetGroupRequest { Name = "lab-routers" })).Group },
            Profiles = { (await Client.GetProfileAsync(new GetProfileRequest { Name = "router" })).Profile },
            Elements = { new DeclaredElement { Element = element, Settings = { settings } } },
        });
        Assert.All(response.Resources, resource => Assert.Equal((ApplyOutcome.Unchanged, 0), (resource.Outcome, resource.ChangedFields.Count)));
    }

    [Fact]
    public async Task Apply_Differences_NamesChangedFields()
    {
        await ApplyAsync(Bundles.Demo());
        var bundle = Bundles.Demo();
        bundle.Locations[0].ClearLatitude();
        bundle.Groups[0].Weight = 11;
        bundle.Groups[0].Variables[1].ValueJson = "\"other-s3cret\"";
        bundle.Groups[0].Variables.RemoveAt(0);
        bundle.Profiles[0].ParameterGroups[0].Parameters[0].Required = true;
        bundle.Elements[0].Element.Password = "new";
        bundle.Elements[0].Element.Description = "Core router";
        bundle.Elements[0].Settings[1].ValueJson = "\"new-s3cret\"";
        var response = await ApplyAsync(bundle);
        Assert.All(response.Resources, resource => Assert.Equal(ApplyOutcome.Changed, resource.Outcome));
        Assert.Equal(
            ["latitude", "weight,variables.api.token,variables.ntp.server", "parameter_groups", "password,description,settings.facts.community"],
            response.Resources.Select(resource => string.Join(',', resource.ChangedFields)));
    }

    [Fact]
    public async Task Apply_FieldsNotSet_StayAsTheyAre()
    {
        await ApplyAsync(Bundles.Demo());
        var before = await GetAsync("r1");
        var response = await ApplyAsync(new ApplyInventoryRequest { Elements = { new DeclaredElement { Element = new Element { Name = "r1", Notes = "x" } } } });
        Assert.Equal(["notes"], response.Resources.Single().ChangedFields);
        var after = await GetAsync("r1");
        Assert.Equal((before.Location, before.Groups, before.TransportSettingsJson, before.SecretsSet), (after.Location, after.Groups, after.TransportSettingsJson, after.SecretsSet));
        Assert.NotEqual(before.Etag, after.Etag);
    }

    [Fact]
    public async Task Apply_ValidateOnly_AnswersTheSameAndWritesNothing()
    {
        var bundle = Bundles.Demo();
        bundle.Elements[0].Element.Organization = "acme";
        bundle.ValidateOnly = true;
        var response = await ApplyAsync(bundle);
        Assert.All(response.Resources, resource => Assert.Equal((ApplyOutcome.Created, 0L), (resource.Outcome, resource.Id)));
        Assert.Empty((await Client.ListElementsAsync(new ListElementsRequest())).Elements);
        Assert.Empty((await Client.ListGroupsAsync(new ListGroupsRequest())).Groups);
        bundle.ValidateOnly = false;
        Assert.All((await ApplyAsync(bundle)).Resources, resource => Assert.Equal(1, resource.Id));
    }

    [Fact]
    public async Task Apply_ManyMistakes_ReportsEachWithItsPathAndWritesNothing()
    {
        var bundle = Bundles.Demo();
        bundle.Locations.Add(new Location { Name = "lab", Longitude = 200 });
        bundle.Groups[0].Variables.Add(new Variable { Name = "ntp.server", ValueJson = "1" });
        bundle.Groups[0].Variables.Add(new Variable { Name = "a..b", ValueJson = "1" });
        bundle.Groups[0].Variables.Add(new Variable { Name = "c", ValueJson = "NaN" });
        bundle.Profiles[0].ParameterGroups[0].Parameters.Add(new Parameter { VariableName = "version" });
        bundle.Profiles[0].ParameterGroups[0].Parameters.Add(new Parameter { VariableName = "n", Type = ParameterType.Integer, DefaultJson = "1.5" });
        bundle.Elements.Add(new DeclaredElement { Element = new Element { Name = "r1" } });
        bundle.Elements.Add(new DeclaredElement
        {
            Element = new Element { Name = "r2", Profile = "router", Groups = { "nope", "lab-routers", "lab-routers" }, Location = "nowhere", TransportSettingsJson = """{"prot":"ssh","port":0}""" },
            Settings =
            {
                new Setting { Key = "facts.interfaces", ValueJson = "\"many\"" },
                new Setting { Key = "facts.nope", ValueJson = "1" },
                new Setting { Key = "facts.serial", ValueJson = "\"FTX\"" },
                new Setting { Key = "facts.interfaces", ValueJson = "1" },
            },
        });
        var violations = await RefusedAsync(() => Client.ApplyInventoryAsync(bundle));
        Assert.Equal(
            [
                "locations[1].name", "groups[0].variables[2].name", "groups[0].variables[3].name", "groups[0].variables[4].value_json",
                "profiles[0].parameter_groups[0].parameters[6].variable_name", "profiles[0].parameter_groups[0].parameters[7].default_json",
                "elements[1].element.name", "elements[2].element.location", "elements[2].element.groups[0]", "elements[2].element.groups[2]",
                "elements[2].element.transport_settings_json.prot", "elements[2].element.transport_settings_json.port",
                "elements[2].settings[0].value_json", "elements[2].settings[1].key", "elements[2].settings[2].value_json", "elements[2].settings[3].key",
            ],
            violations.Keys);
        Assert.Contains("whole number", violations["elements[2].settings[0].value_json"], StringComparison.Ordinal);
        Assert.Contains("facts.version", violations["elements[2].settings[1].key"], StringComparison.Ordinal);
        Assert.Contains("'nope'", violations["elements[2].element.groups[0]"], StringComparison.Ordinal);
        Assert.Contains("protocol", violations["elements[2].element.transport_settings_json.prot"], StringComparison.Ordinal);
        Assert.Contains("elements[0]", violations["elements[1].element.name"], StringComparison.Ordinal);
        Assert.Empty((await Client.ListLocationsAsync(new ListLocationsRequest())).Locations);
    }

    [Fact]
    public async Task Apply_ConcurrentEqualBundles_CreateEachResourceOnce()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ApplyAsync(Bundles.Demo())));
        Assert.Equal(4, responses.Sum(response => response.Resources.Count(resource => resource.Outcome == ApplyOutcome.Created)));
        Assert.Single((await Client.ListElementsAsync(new ListElementsRequest())).Elements);
    }

    [Fact]
    public async Task Apply_StaleEtag_IsAborted()
    {
        await ApplyAsync(Bundles.Demo());
        var bundle = new ApplyInventoryRequest { Groups = { new Group { Name = "lab-routers", Etag = "v9" } } };
        await FailsAsync(StatusCode.Aborted, () => Client.ApplyInventoryAsync(bundle));
    }

    [Fact]
    public async Task Apply_ReferencesToStoredResources_AreFound()
    {
        await ApplyAsync(Bundles.Demo());
        var next = new Element { Name = "r2", Location = "lab", Profile = "router", Groups = { "lab-routers" } };
        await ApplyAsync(new ApplyInventoryRequest
        {
            Elements = { new DeclaredElement { Element = next, Settings = { new Setting { Key = "net.0.hostname", ValueJson = "\"r2\"" } } } },
        });
        Assert.Equal("lab", (await GetAsync("r2")).Location);
    }

    [Fact]
    public async Task Apply_OrganizationsAndUsers_AreMadeAndNamedByEachOther()
    {
        var bundle = new ApplyInventoryRequest
        {
            Organizations = { new Organization { Name = "acme", Description = "first" } },
            Users = { new DeclaredUser { Username = "ann", FullName = "Ann", Email = "ann@example.org", Organization = "acme" } },
            Elements = { new DeclaredElement { Element = new Element { Name = "r1", Organization = "acme" } }, new DeclaredElement { Element = new Element { Name = "r2", Organization = "by-name" } } },
        };
        Assert.Equal(["organizations", "users", "elements", "elements"], (await ApplyAsync(bundle)).Resources.Select(resource => resource.Kind));
        Assert.All((await ApplyAsync(bundle)).Resources, resource => Assert.Equal(ApplyOutcome.Unchanged, resource.Outcome));
        var user = (await Tenants.GetUserAsync(new GetUserRequest { Name = "ann" })).User;
        Assert.Equal((await Tenants.GetOrganizationAsync(new GetOrganizationRequest { Name = "acme" })).Organization.Id, user.OrganizationId);
        bundle.Users[0].Organization = "";
        Assert.Equal(["organization_id"], (await ApplyAsync(bundle)).Resources[1].ChangedFields);
        bundle.Users.Add(new DeclaredUser { Username = "ann", Organization = "nope", Email = "no address" });
        Assert.Equal(["users[1].organization", "users[1].username"], (await RefusedAsync(() => Client.ApplyInventoryAsync(bundle))).Keys);
    }

    [Fact]
    public async Task Apply_AnySecret_IsNowhereInTheFiles()
    {
        await ApplyAsync(Bundles.Demo());
        await RestartAsync();
        foreach (var file in Directory.GetFiles(DataPath).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var text = System.Text.Encoding.Latin1.GetString(ReadShared(file));
            Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
