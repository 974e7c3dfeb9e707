using System.Net;
using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Grpc;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>The gRPC service on a free loopback port, over a real sandbox.</summary>
public sealed class ScriptServer : IAsyncLifetime
{
    private readonly SandboxFixture _sandbox = new();
    private WebApplication? _app;
    private GrpcChannel? _channel;

    public ScriptService.ScriptServiceClient Client => new(_channel!);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_sandbox.Options).AddSingleton(_sandbox.Engine);
        _app = builder.Build();
        _app.MapGrpcService<ScriptGrpcService>();
        await _app.StartAsync();
        _channel = GrpcChannel.ForAddress(_app.Urls.First());
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        await _app!.DisposeAsync();
        _sandbox.Dispose();
    }
}
