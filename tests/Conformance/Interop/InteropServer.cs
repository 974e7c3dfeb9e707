using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Flux.Conformance.Interop;

/// <summary>Our server with the interop service, on a free loopback port, HTTP/2 without TLS.</summary>
internal sealed class InteropServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private InteropServer(WebApplication application) => _application = application;

    public int Port { get; private init; }

    public IServiceProvider Services => _application.Services;

    public static async Task<InteropServer> StartAsync(Action<GrpcServiceOptions>? configure = null, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, options =>
            {
                options.Protocols = HttpProtocols.Http2;
                listen?.Invoke(options);
            }));
        builder.Services.AddGrpc(options =>
        {
            // For all messages but those that the service sends plain.
            options.ResponseCompressionAlgorithm = "gzip";
            configure?.Invoke(options);
        });
        builder.Services.AddSingleton<StreamCounter>();
        var application = builder.Build();
        application.MapGrpcService<TestServiceImpl>();
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new InteropServer(application) { Port = new Uri(address).Port };
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
