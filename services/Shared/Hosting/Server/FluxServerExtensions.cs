using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Hosting;

internal static class FluxServerExtensions
{
    public static void AddFluxServer(this WebApplicationBuilder builder, FluxHostOptions options, TlsOptions tls)
    {
        var address = IPAddress.Parse(options.Address);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // In this order: GrpcAddress is the first, HttpAddress the last.
            kestrel.Listen(address, options.Port!.Value, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                tls.UseOn(listen);
            });
            kestrel.Listen(address, options.HttpPort!.Value, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<CorrelationInterceptor>();
        builder.Services.AddSingleton<ExceptionInterceptor>();
        builder.Services.AddSingleton<StoppingInterceptor>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<HealthWatches>();
        builder.Services.AddSingleton<HealthService>();
        builder.Services.AddGrpcReflection();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MaxMessageSize;
            grpc.Interceptors.Add<ServerTelemetryInterceptor>();
            // The correlation id is there when an exception is mapped and logged.
            grpc.Interceptors.Add<CorrelationInterceptor>();
            grpc.Interceptors.Add<ExceptionInterceptor>();
            grpc.Interceptors.Add<StoppingInterceptor>();
        });
    }
}
