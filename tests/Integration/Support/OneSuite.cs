namespace Flux.Integration.Support;

/// <summary>Tests that share one running suite, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneSuite : ICollectionFixture<RunningSuite>
{
    /// <summary>Of the collection.</summary>
    public const string Name = "suite";
}
