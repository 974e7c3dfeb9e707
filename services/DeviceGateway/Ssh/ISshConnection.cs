using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Ssh;

/// <summary>A logged-in connection. Disposing it closes the socket at once, also under a running read.</summary>
public interface ISshConnection : IAsyncDisposable
{
    /// <summary>Who answered.</summary>
    SshServer Server { get; }

    /// <summary>Ends when the connection does, also while nobody uses it: its text says why. Never fails.</summary>
    Task<string> Ended { get; }

    /// <summary>Opens a terminal with a shell.</summary>
    /// <exception cref="DeviceException">CONNECTION_LOST, or UNSUPPORTED_BY_PLATFORM when the device gives no terminal.</exception>
    Task<IByteChannel> OpenShellAsync(TerminalSize size, CancellationToken cancellationToken);

    /// <summary>Runs one command on a channel of its own, without a terminal.</summary>
    /// <exception cref="DeviceException">CONNECTION_LOST, or UNSUPPORTED_BY_PLATFORM when the device runs no commands this way.</exception>
    Task<IExecChannel> ExecAsync(string command, CancellationToken cancellationToken);
}
