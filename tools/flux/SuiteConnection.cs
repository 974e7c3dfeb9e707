using Flux.Cli.Supervision;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Grpc.Net.Client;

namespace Flux.Cli;

/// <summary>Clients of the services that a person talks to.</summary>
internal sealed class SuiteConnection(Func<string, Uri> address) : IDisposable
{
    private readonly Dictionary<string, GrpcChannel> _channels = [];

    public InventoryService.InventoryServiceClient Inventory => new(Channel(FluxService.Inventory.AppId));

    public FlowService.FlowServiceClient Flow => new(Channel(FluxService.Flow.AppId));

    public ScheduleService.ScheduleServiceClient Schedules => new(Channel(FluxService.Flow.AppId));

    public NotificationService.NotificationServiceClient Notification => new(Channel(FluxService.Notification.AppId));

    /// <summary>The suite that runs on a data directory, else the ports of tye.yaml.</summary>
    public static SuiteConnection To(string data)
    {
        if (SuiteRecord.Find(data) is { } running)
            return new SuiteConnection(name => new Uri(running.Addresses[name]));
        var services = SuiteFile.Read(Workspace.SuiteFile);
        return new SuiteConnection(name => new Uri($"http://127.0.0.1:{services.First(service => service.Name == name).Ports.Grpc}"));
    }

    /// <summary>The channel to a service by app id.</summary>
    public GrpcChannel Channel(string name)
    {
        if (!_channels.TryGetValue(name, out var channel))
            _channels[name] = channel = GrpcChannel.ForAddress(address(name));
        return channel;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in _channels.Values)
            channel.Dispose();
    }
}
