using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Ssh;

/// <summary>The port to an SSH implementation.</summary>
public interface ISshClient
{
    /// <summary>What keeps this implementation from working here, as a sentence with the remedy; null when nothing does.</summary>
    string? Problem { get; }

    /// <summary>Connects, checks the host key before anything secret is sent, and logs in.</summary>
    /// <exception cref="DeviceException">One of the reasons of connecting.</exception>
    Task<ISshConnection> ConnectAsync(SshTarget target, CancellationToken cancellationToken);

    /// <summary>Connects and reads what the server shows without logging in.</summary>
    /// <exception cref="DeviceException">One of the reasons of connecting, apart from those of logging in.</exception>
    Task<SshServer> ProbeAsync(SshTarget target, CancellationToken cancellationToken);
}
