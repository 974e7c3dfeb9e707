namespace Flux.Cli.Doctor;

/// <summary>How something is.</summary>
internal enum FindingState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Something is left out without it.</summary>
    Optional,

    /// <summary>The suite does not work without it.</summary>
    Missing,
}
