namespace Grpc.Core;

/// <summary>Reads the messages of a stream, one at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message read last.</summary>
    T Current { get; }

    /// <summary>Reads the next message; false at the stream's end.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
