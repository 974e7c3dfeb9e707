using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed class ServiceMethods<TService>
    where TService : class
{
    public IReadOnlyList<IEndpointConventionBuilder> Map(IEndpointRouteBuilder routes) => routes.ServiceProvider is null ? [] : _none;

    private readonly IReadOnlyList<IEndpointConventionBuilder> _none = [];
}
