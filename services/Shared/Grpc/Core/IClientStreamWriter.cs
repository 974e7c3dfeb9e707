namespace Grpc.Core;

/// <summary>The request stream on the client.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Says that no further message follows.</summary>
    Task CompleteAsync();
}
