using System.Net;
using Flux.Hosting;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Testing;

internal static class Shim
{
    public static void Apply(WebApplicationBuilder builder)
    {
        if (builder.Services.Any(s => s.ServiceType == typeof(IServer))) return;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(o => o.Interceptors.Add<Mapper>());
    }

    internal sealed class Mapper : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            try
            {
                return await continuation(request, context);
            }
            catch (FluxException e)
            {
                var status = new Google.Rpc.Status { Code = (int)e.Code, Message = e.Message };
                status.Details.Add(Any.Pack(new ErrorInfo { Domain = "flux", Metadata = { e.Metadata.ToDictionary() } }));
                foreach (var d in e.Details) status.Details.Add(Any.Pack(d));
                throw new RpcException(new global::Grpc.Core.Status(e.Code, e.Message), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
            }
        }
    }
}
