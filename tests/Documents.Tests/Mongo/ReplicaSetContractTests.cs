namespace Flux.Documents.Tests.Mongo;

/// <summary>The contract on a replica set, with transactions and retryable writes.</summary>
public sealed class ReplicaSetContractTests(ReplicaSet server) : MongoContract(server.ConnectionString), IClassFixture<ReplicaSet>;
