namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>Needs root, FRR, socat and a telnet client.</summary>
internal sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() => Skip = TerminalTheoryAttribute.Reason;
}
