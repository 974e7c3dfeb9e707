namespace Flux.Documents.Tests.Mongo;

/// <summary>The contract on a server without transactions.</summary>
public sealed class SingleServerContractTests(SingleServer fixture) : MongoContract(fixture.ContractConnectionString), IClassFixture<SingleServer>;
