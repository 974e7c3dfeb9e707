namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>Shares one sandbox among the classes that only run scripts in it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedSandbox : ICollectionFixture<SandboxFixture>
{
    public const string Name = "sandbox";
}
