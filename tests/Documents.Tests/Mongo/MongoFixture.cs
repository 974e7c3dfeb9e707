namespace Flux.Documents.Tests.Mongo;

/// <summary>One server for all tests of a class; each test takes a database of its own.</summary>
/// <remarks>The contract runs on a server of yours instead of the replica set when FLUX_TEST_MONGODB has its connection string.</remarks>
public abstract class MongoFixture : IAsyncLifetime
{
    private MongoServer? server;

    public MongoServer Server => server!;

    /// <summary>Where the contract runs.</summary>
    public string ContractConnectionString => Given ?? Server.ConnectionString;

    private string? Given => IsReplicaSet ? Environment.GetEnvironmentVariable("FLUX_TEST_MONGODB") : null;

    protected abstract bool IsReplicaSet { get; }

    public async Task InitializeAsync() => server = await MongoServer.StartAsync(IsReplicaSet);

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
