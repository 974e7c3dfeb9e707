namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>Needs sshd as root: passwords and terminals. Skipped, with that reason, for other users.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Reason;

    internal static string? Reason => Environment.IsPrivilegedProcess ? null : "needs root: sshd as another user checks no passwords";
}
