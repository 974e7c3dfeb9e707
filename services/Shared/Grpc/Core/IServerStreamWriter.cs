namespace Grpc.Core;

/// <summary>The response stream on the server.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
