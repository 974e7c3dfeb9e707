using Flux.Hosting;
using Flux.Lab;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

namespace Flux.Testing;

/// <summary>One service on real Kestrel with free loopback ports, in this process.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly GrpcChannel channel;

    private ServiceHost(WebApplication app)
    {
        this.app = app;
        Address = app.GrpcAddress();
        channel = GrpcChannel.ForAddress(Address);
    }

    public Uri Address { get; }

    public CallInvoker Invoker => channel.CreateCallInvoker();

    public IServiceProvider Services => app.Services;

    public static async Task<ServiceHost> StartAsync(
        FluxService service, TempDirectory data, Action<WebApplicationBuilder> build, Action<WebApplication> map, params string[] args)
    {
        var builder = FluxHost.CreateBuilder(["--port", "0", "--http-port", "0", "--data", data.Path, "--log-level", "Error", .. args], service);
        build(builder);
        var app = builder.Build();
        map(app);
        app.MapFluxDefaults();
        await app.StartFluxAsync();
        return new ServiceHost(app);
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
