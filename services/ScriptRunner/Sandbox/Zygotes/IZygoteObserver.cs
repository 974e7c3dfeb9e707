namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>Learns what happens to a zygote's children. Every fork ends in exactly one of Ready and StartFailed, unless the zygote ends.</summary>
internal interface IZygoteObserver
{
    /// <summary>A child is confined and waits for a job.</summary>
    void Ready(Zygote zygote, SandboxChild child);

    /// <summary>A fork gave no usable child.</summary>
    void StartFailed(Zygote zygote);

    /// <summary>A child is gone.</summary>
    void Reaped(Zygote zygote);

    /// <summary>The zygote is gone, and every child with it.</summary>
    void Ended(Zygote zygote);
}
