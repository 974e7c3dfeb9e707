using Flux.Hosting.ProbeHost;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting.Tests.Support;

/// <summary>The probe service in this process, on free ports and a data directory of its own.</summary>
public sealed class ProbeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryDirectory _data;
    private readonly GrpcChannel _channel;

    private ProbeServer(WebApplication app, TemporaryDirectory data)
    {
        _app = app;
        _data = data;
        _channel = GrpcChannel.ForAddress(app.GrpcAddress());
    }

    public WebApplication App => _app;

    public Uri Address => _app.GrpcAddress();

    public GrpcChannel Channel => _channel;

    public Probe.ProbeClient Client => new(_channel);

    public ProbeEvents Events => _app.Services.GetRequiredService<ProbeEvents>();

    public LogRecorder Log => _app.Services.GetRequiredService<LogRecorder>();

    public static async Task<ProbeServer> StartAsync(string[]? args = null, Action<WebApplicationBuilder>? configure = null)
    {
        var data = new TemporaryDirectory();
        var builder = FluxHost.CreateBuilder(["--port", "0", "--data", data.Path, .. args ?? []], ProbeService.Identity);
        builder.AddProbe();
        var recorder = new LogRecorder();
        builder.Logging.AddProvider(recorder);
        builder.Services.AddSingleton(recorder);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapGrpcService<ProbeService>();
        app.MapFluxDefaults();
        await app.StartFluxAsync();
        return new ProbeServer(app, data);
    }

    /// <summary>A probe whose relayed calls go to another probe.</summary>
    public static Task<ProbeServer> StartBeforeAsync(Uri other, params string[] args) => StartAsync(["--discovery:flux-inventory", other.ToString(), .. args]);

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _data.Dispose();
    }
}
