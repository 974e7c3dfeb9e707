using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Internal;

internal abstract class HttpServerCallContext(HttpContext context) : ServerCallContext
{
    public HttpContext HttpContext => context;
}
