using Grpc.Core;

namespace Flux.Hosting;

// Over the inner call as the state, without closures: the headers are asked for only when the caller wants them.
internal static class UnaryCallExtensions
{
    public static AsyncUnaryCall<TResponse> With<TResponse>(this AsyncUnaryCall<TResponse> call, Task<TResponse> response) => new(
        response,
        static state => ((AsyncUnaryCall<TResponse>)state).ResponseHeadersAsync,
        static state => ((AsyncUnaryCall<TResponse>)state).GetStatus(),
        static state => ((AsyncUnaryCall<TResponse>)state).GetTrailers(),
        static state => ((AsyncUnaryCall<TResponse>)state).Dispose(),
        call);
}
