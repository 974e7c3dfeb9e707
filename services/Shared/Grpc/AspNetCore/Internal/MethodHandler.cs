using Grpc.Core;
using Grpc.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

// From an HTTP request to a finished call. There is one handler a method; what belongs to one call is in its context.
internal abstract class MethodHandler(IMethod method, MethodOptions options, ILogger logger)
{
    protected MethodOptions Options => options;

    // A request stream may be long and slow by design.
    private readonly bool _streamsIn = method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming;

    public Task HandleAsync(HttpContext http)
    {
        if (ProtocolCheck.Refuse(http))
            return Task.CompletedTask;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (_streamsIn && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        var call = new HttpServerCallContext(http, method, options, logger);
        http.Features.Set<IServerCallContextFeature>(call);
        return RunAsync(call);
    }

    protected abstract Task InvokeAsync(HttpServerCallContext call);

    private async Task RunAsync(HttpServerCallContext call)
    {
        try
        {
            call.Start();
            await InvokeAsync(call);
        }
        catch (Exception e)
        {
            call.Fail(e);
        }
        await call.EndAsync();
        if (_streamsIn && !call.RequestEnded)
            await call.DrainRequestAsync();
    }
}
