using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flux.Grpc.Tests.Support;

/// <summary>A real Kestrel on a free loopback port with the echo service.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<GrpcChannel> _channels = [];

    private TestServer(WebApplication app) => _app = app;

    public EchoProbe Probe => _app.Services.GetRequiredService<EchoProbe>();

    public LogRecorder Log => _app.Services.GetRequiredService<LogRecorder>();

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public Uri Http1Address => new(_app.Urls.Last());

    public static async Task<TestServer> StartAsync(
        Action<GrpcServiceOptions>? options = null, Action<IServiceCollection>? services = null, Action<IEndpointRouteBuilder>? map = null,
        Action<ListenOptions>? listen = null, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port, o =>
            {
                o.Protocols = HttpProtocols.Http2;
                listen?.Invoke(o);
            });
            kestrel.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http1);
        });
        var recorder = new LogRecorder();
        builder.Logging.AddProvider(recorder);
        builder.Services.AddSingleton(recorder).AddSingleton<EchoProbe>();
        builder.Services.AddGrpc(options ?? (_ => { }));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapGrpcService<EchoService>();
        map?.Invoke(app);
        await app.StartAsync();
        return new TestServer(app);
    }

    public Echo.EchoClient Client(Action<GrpcChannelOptions>? configure = null) => new(Channel(configure));

    public GrpcChannel Channel(Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions();
        configure?.Invoke(options);
        var channel = GrpcChannel.ForAddress(Address, options);
        _channels.Add(channel);
        return channel;
    }

    /// <summary>Stops as a crash would: connections are cut, nothing is drained.</summary>
    public async Task AbortAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        await AbortAsync();
        await _app.DisposeAsync();
    }
}
