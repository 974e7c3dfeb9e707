namespace Flux.Conformance.Contract;

/// <summary>The tests that share the six processes.</summary>
[CollectionDefinition(Name)]
public sealed class WithSixServices : ICollectionFixture<SixServices>
{
    public const string Name = "six services";
}
