namespace Flux.Documents.Tests.Mongo;

/// <summary>The contract on a server without transactions.</summary>
public sealed class SingleServerContractTests(SingleServer server) : MongoContract(server.ConnectionString), IClassFixture<SingleServer>;
