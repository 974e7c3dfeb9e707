using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Grpc;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>The service as Program.cs makes it, on free loopback ports.</summary>
public sealed class ScriptServer : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("flux-script-test-");
    private WebApplication? _app;
    private GrpcChannel? _channel;

    public ScriptService.ScriptServiceClient Client => new(_channel!);

    public HttpClient Http { get; } = new();

    private readonly string[] _options;

    public ScriptServer()
        : this([])
    {
    }

    internal ScriptServer(params string[] options) => _options = options;

    public async Task InitializeAsync()
    {
        var builder = FluxHost.CreateBuilder(
            ["--port", "0", "--data", _data.FullName, "--sandbox:idle-scripts", "2", "--sandbox:template-wall", "00:00:20", "--sandbox:max-cpu", "00:00:20",
                "--sandbox:start-timeout", "00:01:00", "--log-level", "Warning", .. _options],
            FluxService.Script);
        builder.AddScriptRunner();
        _app = builder.Build();
        _app.MapGrpcService<ScriptGrpcService>();
        _app.MapFluxDefaults();
        await _app.StartAsync();
        _channel = GrpcChannel.ForAddress(_app.Urls.First());
        Http.BaseAddress = new Uri(_app.Urls.Last());
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        _channel?.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
