namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>What a zygote has imported before it forks.</summary>
public enum ZygoteKind
{
    /// <summary>The standard library: scripts.</summary>
    Light,

    /// <summary>Django's template engine as well: templates.</summary>
    Django,
}
