namespace Flux.DeviceGateway.Configuring;

/// <summary>The parts of a push, in order.</summary>
internal enum ConfigPhase
{
    Enter,
    Line,
    Commit,
    Leave,
    Save,
}
