using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Ssh;

/// <summary>The output of one command that runs without a terminal.</summary>
public interface IExecChannel : IAsyncDisposable
{
    /// <summary>Waits for bytes of the standard output and the standard error together; 0 means that the command ended.</summary>
    /// <exception cref="DeviceException">CONNECTION_LOST.</exception>
    Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>The exit status, after the end; null when the device sends none.</summary>
    Task<int?> GetExitStatusAsync(CancellationToken cancellationToken);
}
