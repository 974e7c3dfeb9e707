using Flux.DeviceGateway.Ssh;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Ssh;

internal static class SshDeviceExtensions
{
    /// <summary>Password and key of a lab device, host key unknown.</summary>
    public static SshTarget Target(this SshDevice device) => new()
    {
        Host = device.Address.ToString(),
        Port = device.Port,
        Username = device.Username,
        Password = device.Password,
        PrivateKey = device.PrivateKey,
    };
}
