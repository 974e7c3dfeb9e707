using Google.Protobuf.Reflection;

namespace Flux.Conformance.Contract;

/// <summary>The six services as processes, and what the contract says of each.</summary>
public sealed class SixServices : IAsyncLifetime
{
    /// <summary>Folder, program and area of the contract.</summary>
    private static readonly (string Project, string AppId, string Package)[] All =
    [
        ("Inventory", "flux-inventory", "flux.inventory.v1"),
        ("ContextBuilder", "flux-context", "flux.context.v1"),
        ("FlowOrchestrator", "flux-flow", "flux.flow.v1"),
        ("ScriptRunner", "flux-script", "flux.script.v1"),
        ("DeviceGateway", "flux-device", "flux.device.v1"),
        ("Notification", "flux-notification", "flux.notification.v1"),
    ];

    private static readonly List<ServiceDescriptor> Contract = ReadContract();

    private readonly Dictionary<string, ServiceProcess> _processes = [];
    private readonly string _data = Directory.CreateTempSubdirectory("flux-conformance").FullName;

    public static IEnumerable<string> Names => All.Select(service => service.AppId);

    public Uri AddressOf(string appId) => _processes[appId].Address;

    /// <summary>The gRPC services that a program must offer, by the protos.</summary>
    public static IReadOnlyList<ServiceDescriptor> ContractOf(string appId)
    {
        var package = All.Single(service => service.AppId == appId).Package;
        return [.. Contract.Where(service => service.File.Package == package)];
    }

    public async Task InitializeAsync()
    {
        try
        {
            await Task.WhenAll(All.Select(async service =>
            {
                var process = await ServiceProcess.StartAsync(service.Project, service.AppId, Path.Combine(_data, service.AppId));
                lock (_processes)
                    _processes.Add(service.AppId, process);
            }));
        }
        catch
        {
            // xunit does not dispose what could not start.
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_processes.Values.Select(process => process.DisposeAsync().AsTask()));
        Directory.Delete(_data, recursive: true);
    }

    private static List<ServiceDescriptor> ReadContract() =>
    [
        .. typeof(Contracts.Inventory.V1.InventoryService).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>()
            .SelectMany(file => file.Services),
    ];
}
