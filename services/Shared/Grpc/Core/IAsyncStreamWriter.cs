namespace Grpc.Core;

/// <summary>Writes the messages of a stream, one at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Writes a message; ends when the transport took it.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes a message; the token ends the whole call where the transport supports it.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("Cancellation of stream writes is not supported by this gRPC implementation.")
        : WriteAsync(message);

    /// <summary>Options of the following writes.</summary>
    WriteOptions? WriteOptions { get; set; }
}
