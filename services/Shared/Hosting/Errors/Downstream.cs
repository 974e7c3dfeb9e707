using Grpc.Core;

namespace Flux.Hosting;

// Marks an error with the service that it came from, between the client's interceptor and the exception interceptor.
internal static class Downstream
{
    private const string Key = "flux.service";

    public static string? ServiceOf(RpcException error) => error.Data[Key] as string;

    public static void Mark(RpcException error, FluxService service) => error.Data[Key] = service.AppId;

    public static async Task<T> MarkAsync<T>(Task<T> task, FluxService service)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            Mark(e, service);
            throw;
        }
    }
}
