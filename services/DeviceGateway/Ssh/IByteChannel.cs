using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Ssh;

/// <summary>A two-way stream of bytes with a device. One reader and one writer at a time.</summary>
public interface IByteChannel : IAsyncDisposable
{
    /// <summary>Waits for bytes; 0 means that the device closed the channel.</summary>
    /// <exception cref="DeviceException">CONNECTION_LOST.</exception>
    Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends all bytes.</summary>
    /// <exception cref="DeviceException">CONNECTION_LOST.</exception>
    Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
