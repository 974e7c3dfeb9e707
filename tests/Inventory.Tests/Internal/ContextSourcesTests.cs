using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Contexts;
using Flux.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Inventory.Tests.Internal;

public sealed class ContextSourcesTests : InventoryTest
{
    /// <summary>The fields of seed 000, "Element Serialization", in its order.</summary>
    private const string SeedFields =
        "id,name,uuid,status,status_change,prev_status_change,is_active,debug,sync,reconf,internal,location,latitude,longitude,profile,organization,is_public,group," +
        "certificate,key,password,elevated_priv_password,management_address,management_gateway,transport_settings,software_version,hardware_version,serial_number," +
        "serial_number_alt,ip_address,ip_network,dfgw_address,dns_servers,mac_address,created,created_by,last_change,first_execution,last_execution,description," +
        "description2,description3,description4,notes,active_alert,alert";

    [Fact]
    public async Task BatchGet_Element_HasTheSeedsFieldsInItsShape()
    {
        var bundle = Bundles.Demo();
        bundle.Elements[0].Element.Organization = "acme";
        bundle.Elements[0].Element.Latitude = 7;
        bundle.Elements[0].Element.SoftwareVersion = "17.3.4";
        var id = (await ApplyAsync(bundle)).Resources[^1].Id;
        var sources = (await GetAsync(id)).Elements.Single();
        using var json = JsonDocument.Parse(sources.ElementJson);
        var element = json.RootElement;
        Assert.Equal(SeedFields, string.Join(',', element.EnumerateObject().Select(property => property.Name)));
        Assert.Equal("""{"id":1,"name":"lab","description":"The lab","address":null,"latitude":50.0,"longitude":null}""", element.GetProperty("location").GetRawText());
        Assert.Equal(
            ("[1]", "1", "1", "7.0", "null", "\"17.3.4\"", "\"elem-s3cret\"", "true"),
            (Raw("group"), Raw("profile"), Raw("organization"), Raw("latitude"), Raw("longitude"), Raw("software_version"), Raw("password"), Raw("is_active")));
        Assert.Equal("""{"protocol":"ssh","port":2201,"username":"admin","passphrase":"phrase-s3cret"}""", Raw("transport_settings"));
        Assert.Equal(["/password", "/transport_settings/passphrase"], sources.SecretPointers);

        string Raw(string name) => element.GetProperty(name).GetRawText();
    }

    [Fact]
    public async Task BatchGet_Settings_AreClearWithDefaults_GroupsGivenOnce_MissingReported()
    {
        await ApplyAsync(Bundles.Demo());
        var second = await CreateAsync(new Element { Name = "r2", Groups = { "lab-routers" } });
        var response = await GetAsync(second, 99, 1, 98, 99);
        Assert.Equal([second, 1L], response.Elements.Select(element => element.ElementId));
        Assert.Equal([99L, 98L], response.MissingIds);
        Assert.Equal("\"group-s3cret\"", Assert.Single(response.Groups).Variables[1].ValueJson);
        Assert.Equal(
            ["facts.community=\"set-s3cret\"", "facts.hostname=\"r1\"", "facts.load=1.0"],
            response.Elements[1].Settings.Select(setting => $"{setting.Key}={setting.ValueJson}"));
        Assert.True(response.Elements[1].Settings[0].Secret);
    }

    [Fact]
    public async Task BatchGet_RequiredWithoutValue_IsReported()
    {
        var bundle = Bundles.Demo();
        bundle.Profiles[0].ParameterGroups[0].Parameters[0].Required = true;
        await ApplyAsync(bundle);
        Assert.Contains("'facts.version'", Assert.Single((await GetAsync(1)).Elements.Single().Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public async Task Read_AnyNumberOfElements_TakesSixReads(int elements)
    {
        var bundle = Bundles.Demo();
        for (var i = 1; i < elements; i++) bundle.Elements.Add(new DeclaredElement { Element = new Element { Name = $"m{i}", Location = "lab", Profile = "router", Groups = { "lab-routers" } } });
        await ApplyAsync(bundle);
        var store = new CountingStore(Host.Services.GetRequiredService<IDocumentStore>());
        var reader = ActivatorUtilities.CreateInstance<ContextSourceReader>(Host.Services, store);
        var sources = await reader.ReadAsync([.. Enumerable.Range(1, elements).Select(id => (long)id)], default);
        Assert.Equal((elements, 6), (sources.Elements.Count(), store.Reads));
    }

    [Fact]
    public async Task BatchGet_None_IsRefused() =>
        Assert.Equal(["element_ids"], (await RefusedAsync(() => Internal.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest()))).Keys);

    [Fact]
    public async Task RecordExecution_KeepsFirstAndLast_AndTheEtag()
    {
        await ApplyAsync(Bundles.Demo());
        var etag = (await base.GetAsync("r1")).Etag;
        foreach (var day in new[] { 5, 3, 9, 7 })
        {
            var time = new DateTimeOffset(2024, 1, day, 0, 0, 0, TimeSpan.Zero).ToTimestamp();
            await Internal.RecordExecutionAsync(new RecordExecutionRequest { ElementId = 1, StartTime = time });
        }

        var element = await base.GetAsync("r1");
        Assert.Equal((3, 9), (element.FirstExecution.ToDateTime().Day, element.LastExecution.ToDateTime().Day));
        Assert.Equal(etag, element.Etag);
        await FailsAsync(StatusCode.NotFound, () => Internal.RecordExecutionAsync(new RecordExecutionRequest { ElementId = 9 }));
    }

    private async Task<BatchGetContextSourcesResponse> GetAsync(params long[] ids) =>
        await Internal.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { ids } });
}
