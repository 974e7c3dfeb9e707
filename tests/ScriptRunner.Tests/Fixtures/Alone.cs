namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>Tests that count what the process has, and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
