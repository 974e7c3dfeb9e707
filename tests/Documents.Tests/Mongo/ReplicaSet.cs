namespace Flux.Documents.Tests.Mongo;

/// <summary>One server for all tests of a class: a replica set, with transactions and retryable writes.</summary>
public sealed class ReplicaSet : MongoFixture
{
    protected override bool IsReplicaSet => true;
}
