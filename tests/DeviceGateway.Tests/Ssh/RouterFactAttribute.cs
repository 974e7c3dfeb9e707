namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>Needs root and FRR.</summary>
internal sealed class RouterFactAttribute : FactAttribute
{
    public RouterFactAttribute() => Skip = RootFactAttribute.Reason ?? (File.Exists("/usr/lib/frr/zebra") ? null : "needs the Debian package frr");
}
