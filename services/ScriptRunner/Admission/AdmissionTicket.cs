namespace Flux.ScriptRunner.Admission;

/// <summary>A place among the running scripts; disposing gives it back.</summary>
internal sealed class AdmissionTicket(AdmissionGate gate, TenantRuns tenant) : IDisposable
{
    private bool _active = true, _left;

    /// <summary>The run waits for somebody else.</summary>
    public void Pause()
    {
        _active = false;
        gate.Pause(tenant);
    }

    /// <summary>The run computes again.</summary>
    public void Resume()
    {
        _active = true;
        gate.Resume(tenant);
    }

    public void Dispose()
    {
        if (_left)
            return;
        _left = true;
        gate.Exit(tenant, _active);
    }
}
