namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>Needs root, FRR, socat and a telnet client.</summary>
internal sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute() => Skip = Reason;

    internal static string? Reason => new RouterFactAttribute().Skip
        ?? (File.Exists("/usr/bin/socat") && File.Exists("/usr/bin/telnet") ? null : "needs the Debian packages socat and telnet");
}
