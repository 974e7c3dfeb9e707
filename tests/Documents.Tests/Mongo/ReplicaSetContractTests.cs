namespace Flux.Documents.Tests.Mongo;

/// <summary>The contract on a replica set, with transactions and retryable writes.</summary>
public sealed class ReplicaSetContractTests(ReplicaSet fixture) : MongoContract(fixture.ContractConnectionString), IClassFixture<ReplicaSet>;
