using Flux.Documents.Mongo;

namespace Flux.Documents.Tests.Mongo;

/// <summary>The contract on a MongoDB server.</summary>
public abstract class MongoContract(string connectionString) : DocumentStoreContract, IAsyncLifetime
{
    private readonly string database = $"t{Guid.NewGuid():N}";
    private MongoDocumentStore? store;

    protected override IDocumentStoreConnection Store => store ??= Open(connectionString, database);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (store is null) return;
        await store.DropAsync(None);
        await store.DisposeAsync();
    }

    internal static MongoDocumentStore Open(string connectionString, string database = "test") =>
        new(new DocumentOptions { MongoDb = connectionString, FileName = $"{database}.db", MaxDocumentBytes = 100_000 });

    protected override async Task<IDocumentStoreConnection> ReopenAsync()
    {
        await store!.DisposeAsync();
        return store = Open(connectionString, database);
    }
}
