using Flux.Documents.Tests.Mongo;

namespace Flux.ContextBuilder.Tests.Documents;

/// <summary>The tests of context documents once more, with inventory and context-builder on a MongoDB server.</summary>
public sealed class ContextDocumentOnMongoTests : ContextDocumentTests
{
    private MongoServer? server;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await server!.DisposeAsync();
    }

    [Fact]
    public async Task Services_HaveDatabasesOfTheirOwn()
    {
        await CreateAsync("c1", "{}");
        Assert.Equal("c1", (await server!.PeekAsync("flux_context", "contexts"))[0].GetProperty("_id").GetString());
        Assert.NotEqual(0, (await server.PeekAsync("flux_inventory", "elements")).GetArrayLength());
    }

    protected override async Task<string[]> StoreAsync()
    {
        server = await MongoServer.StartAsync(replicaSet: true);
        return ["--mongodb", server.ConnectionString];
    }
}
