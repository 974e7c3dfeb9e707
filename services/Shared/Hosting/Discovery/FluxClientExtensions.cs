using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Hosting;

/// <summary>Registers generated clients of the other services.</summary>
public static class FluxClientExtensions
{
    /// <summary>
    /// Registers <typeparamref name="TClient"/>: address from discovery, one connection pool per target, a default deadline for unary calls,
    /// correlation id, and deadline and cancellation taken over from the call being served.
    /// </summary>
    public static IServiceCollection AddFluxClient<TClient>(this IServiceCollection services, FluxService target)
        where TClient : ClientBase => throw new NotImplementedException();
}
