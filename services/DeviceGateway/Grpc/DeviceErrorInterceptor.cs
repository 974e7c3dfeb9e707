using Flux.DeviceGateway.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Flux.DeviceGateway.Grpc;

/// <summary>Turns the gateway's exceptions into the suite's, which the host maps to statuses.</summary>
internal sealed class DeviceErrorInterceptor : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (DeviceException error)
        {
            throw DeviceErrors.ToFlux(error);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (DeviceException error)
        {
            throw DeviceErrors.ToFlux(error);
        }
    }
}
