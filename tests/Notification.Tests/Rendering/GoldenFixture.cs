using Flux.Contracts.Script.V1;
using Flux.Lab;
using Flux.Notification.Rendering;
using Flux.Notification.Tests.Support;
using Grpc.Net.Client;

namespace Flux.Notification.Tests.Rendering;

/// <summary>script-runner as a process, asked as the mail service asks it, and Django's own answers.</summary>
public sealed class GoldenFixture : IAsyncLifetime
{
    private readonly TempDirectory _data = new("flux-golden");
    private ServiceProcess? _script;
    private GrpcChannel? _channel;

    internal DjangoPeer Django { get; private set; } = null!;

    internal IMailRenderer Renderer { get; private set; } = null!;

    internal ScriptService.ScriptServiceClient Client => new(_channel!);

    public async Task InitializeAsync()
    {
        _script = await ServiceProcess.StartAsync("ScriptRunner", "flux-script", "--data", _data.Path);
        _channel = GrpcChannel.ForAddress(_script.Address);
        Renderer = new ScriptRenderer(Client);
        Django = await DjangoPeer.RunAsync();
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_script is not null)
            await _script.DisposeAsync();
        _data.Dispose();
    }
}
