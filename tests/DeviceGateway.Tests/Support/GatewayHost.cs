using System.Text;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Configuring;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Grpc;
using Flux.DeviceGateway.Ssh;
using Flux.Hosting;
using Flux.Lab;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>The gateway on Kestrel with free ports, in this process, over an inventory in memory.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly TempDirectory _data = new("flux-device");
    private WebApplication _app = null!;
    private GrpcChannel _channel = null!;

    internal FakeElements Elements { get; } = new();

    internal FakeArchive Archive { get; } = new();

    public DeviceService.DeviceServiceClient Client { get; private set; } = null!;

    public static Task<GatewayHost> StartAsync(Action<DeviceOptions>? configure = null) => StartAsync(configure, ssh: null);

    /// <param name="configure">Changes the options.</param>
    /// <param name="ssh">Instead of libssh.</param>
    /// <param name="time">Instead of the system's clock.</param>
    /// <param name="change">Whatever else is to be otherwise.</param>
    internal static async Task<GatewayHost> StartAsync(Action<DeviceOptions>? configure, ISshClient? ssh, TimeProvider? time = null, Action<WebApplicationBuilder>? change = null)
    {
        var host = new GatewayHost();
        var builder = FluxHost.CreateBuilder(["--port", "0", "--data", host._data.Path, "--log-level", "Error"], FluxService.Device);
        var options = builder.AddFluxOptions<DeviceOptions>("");
        configure?.Invoke(options);
        builder.Services.AddSingleton<IElementDirectory>(host.Elements);
        builder.Services.AddSingleton<IConfigurationArchive>(host.Archive);
        builder.AddDeviceSessions(options);
        if (ssh is not null)
            builder.Services.AddSingleton(ssh);
        if (time is not null)
            builder.Services.AddSingleton(time);
        change?.Invoke(builder);
        host._app = builder.Build();
        host._app.MapGrpcService<DeviceGrpcService>();
        host._app.MapFluxDefaults();
        await host._app.StartAsync();
        host._channel = GrpcChannel.ForAddress(host._app.Urls.First());
        host.Client = new DeviceService.DeviceServiceClient(host._channel);
        return host;
    }

    public async Task<OpenSessionResponse> OpenAsync(long elementId) => await Client.OpenSessionAsync(new OpenSessionRequest { ElementId = elementId, Purpose = "test" });

    /// <summary>Sends commands; answers their results, and checks that the pieces add up to them.</summary>
    public async Task<IReadOnlyList<CommandResult>> SendAsync(string sessionId, params IEnumerable<string> commands) =>
        await SendAsync(new SendCommandsRequest { SessionId = sessionId, Commands = { commands.Select(text => new Command { Text = text }) } });

    public async Task<IReadOnlyList<CommandResult>> SendAsync(SendCommandsRequest request)
    {
        var results = new List<CommandResult>();
        var pieces = new Dictionary<int, StringBuilder>();
        using var call = Client.SendCommands(request);
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            if (message.MessageCase == SendCommandsResponse.MessageOneofCase.Output)
                (pieces.TryGetValue(message.Index, out var text) ? text : pieces[message.Index] = new StringBuilder()).Append(message.Output.Data.ToStringUtf8());
            else
                results.Add(message.Result);
        }

        for (var i = 0; i < results.Count; i++)
            Assert.Equal(results[i].Output, pieces.GetValueOrDefault(i)?.ToString() ?? "");
        return results;
    }

    /// <summary>The error of a call that must fail.</summary>
    public static async Task<(StatusCode Code, string Reason, string Message, IDictionary<string, string> Metadata)> FailAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(call);
        var info = error.GetErrorInfo();
        return (error.StatusCode, error.GetReason() ?? "", error.Status.Detail, info?.Metadata ?? new Google.Protobuf.Collections.MapField<string, string>());
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }
}
