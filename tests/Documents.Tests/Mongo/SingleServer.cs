namespace Flux.Documents.Tests.Mongo;

/// <summary>One server for all tests of a class: a server without transactions.</summary>
public sealed class SingleServer : MongoFixture
{
    protected override bool IsReplicaSet => false;
}
