using Flux.Documents.Tests.Mongo;

namespace Flux.ContextBuilder.Tests.Documents;

/// <summary>The round trip with both services on a MongoDB server without transactions.</summary>
public sealed class FidelityOnMongoTests : FidelityTests
{
    private MongoServer? server;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await server!.DisposeAsync();
    }

    protected override async Task<string[]> StoreAsync()
    {
        server = await MongoServer.StartAsync(replicaSet: false);
        return ["--mongodb", server.ConnectionString];
    }
}
