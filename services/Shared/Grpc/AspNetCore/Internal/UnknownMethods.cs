using Grpc.Core;
using Grpc.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Grpc.AspNetCore.Server.Internal;

// gRPC calls that no method takes get UNIMPLEMENTED; all other requests are left to the rest of the application.
internal sealed class UnknownMethods : IRouteConstraint
{
    private readonly HashSet<string> _services = [];
    private bool _mapped;

    public void Map(IEndpointRouteBuilder routes, IEnumerable<string> services)
    {
        _services.UnionWith(services);
        if (_mapped)
            return;
        _mapped = true;
        var pattern = RoutePatternFactory.Parse("{service}/{method}", defaults: null, parameterPolicies: new { method = this });
        routes.Map(pattern, Refuse).WithDisplayName("gRPC - unknown").WithOrder(int.MaxValue)
            .WithMetadata(new HttpMethodMetadata(["POST"]));
    }

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext is null || (HttpMethods.IsPost(httpContext.Request.Method) && GrpcHeaders.IsGrpcContentType(httpContext.Request.ContentType));

    private Task Refuse(HttpContext http)
    {
        if (ProtocolCheck.Refuse(http))
            return Task.CompletedTask;
        var service = (string)http.Request.RouteValues["service"]!;
        var message = _services.Contains(service)
            ? $"Service {service} has no method {http.Request.RouteValues["method"]}."
            : $"Service {service} is unimplemented.";
        http.Response.ContentType = GrpcHeaders.ContentType;
        http.Response.Headers[GrpcHeaders.Status] = ((int)StatusCode.Unimplemented).ToString();
        http.Response.Headers[GrpcHeaders.Message] = PercentEncoding.Encode(message);
        return Task.CompletedTask;
    }
}
