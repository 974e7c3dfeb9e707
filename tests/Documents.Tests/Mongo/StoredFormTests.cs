using System.Text.Json;
using Flux.Documents.Mongo;

namespace Flux.Documents.Tests.Mongo;

/// <summary>What a person sees who opens the database with a MongoDB shell.</summary>
public sealed class StoredFormTests(SingleServer fixture) : IClassFixture<SingleServer>
{
    [Fact]
    public async Task Put_Document_IsStoredAsRealBson()
    {
        await using var store = MongoContract.Open(fixture.Server.ConnectionString, "shell");
        var data = JsonDocument.Parse("""{"big":9007199254740993,"price":1.00,"ratio":1.0,"list":[1,null],"a.b":{"$c":true},"odd":1e5}""").RootElement;
        await store.PutAsync(Device.Type, "1", new Device("r1", 5, Seen: DateTimeOffset.UnixEpoch) { Tags = ["x"], Data = data }, CancellationToken.None);
        var stored = (await fixture.Server.PeekAsync(store.Database, "devices"))[0];
        Assert.Equal("flux_shell", store.Database);
        Assert.Equal("""{"name":"r1","weight":{"$numberLong":"5"},"active":{"$numberLong":"1"},"seen":{"$numberLong":"621355968000000000"},"tags":["x"]}""", Compact(stored.GetProperty("index")));
        Assert.Equal(
            """{"big":{"$numberLong":"9007199254740993"},"price":{"$numberDecimal":"1.00"},"ratio":{"$numberDouble":"1.0"},"list":[{"$numberInt":"1"},null],"a.b":{"~$c":true},"odd":{"~number":"1e5"}}""",
            Compact(stored.GetProperty("value").GetProperty("data")));
    }

    [Fact]
    public async Task Get_DocumentThatAPersonEdited_ReadsIt()
    {
        await using var store = MongoContract.Open(fixture.Server.ConnectionString, "edited");
        await store.PutAsync(Device.Type, "1", new Device("r1"), CancellationToken.None);
        await fixture.Server.SetAsync(store.Database, "devices", new Dictionary<string, object> { ["value.weight"] = 7, ["version"] = 9 });
        var read = (await store.GetAsync(Device.Type, "1", CancellationToken.None))!;
        Assert.Equal((9L, 7L), (read.Version, read.Value.Weight));
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element, DocumentJson.Options);
}
