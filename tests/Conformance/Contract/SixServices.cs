using System.Collections.Concurrent;
using Flux.Cli;
using Flux.Cli.Apply;
using Flux.Cli.Supervision;
using Flux.Cli.Yaml;
using Flux.Conformance.BadInput;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Flux.Conformance.Contract;

/// <summary>The six services as processes with the demo's declarations, and what the contract says of each.</summary>
public sealed class SixServices : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["flux-inventory"] = "flux.inventory.v1",
        ["flux-context"] = "flux.context.v1",
        ["flux-flow"] = "flux.flow.v1",
        ["flux-script"] = "flux.script.v1",
        ["flux-device"] = "flux.device.v1",
        ["flux-notification"] = "flux.notification.v1",
    };

    private static readonly List<ServiceDescriptor> Contract = ReadContract();

    private readonly string _data = Directory.CreateTempSubdirectory("flux-conformance").FullName;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<IMessage> _requests = [];
    private Suite? _suite;

    public static IEnumerable<string> Names => Packages.Keys;

    /// <summary>The proto package of a program.</summary>
    public static string PackageOf(string appId) => Packages[appId];

    /// <summary>What the services have written so far, each line with its service.</summary>
    public IReadOnlyCollection<string> Log => _log;

    public Uri AddressOf(string appId) => _suite![appId];

    /// <summary>The services that have ended though nobody told them to.</summary>
    public IEnumerable<string> Dead => _suite!.Processes.Where(process => process.Ended.IsCompleted).Select(Suite.Obituary);

    /// <summary>The demo's request of this type, else that of the documentation; null if neither has one.</summary>
    public IMessage? ValidRequest(MessageDescriptor type) => _requests.Find(request => request.Descriptor == type) ?? ExampleRequests.Find(type);

    /// <summary>The gRPC services that a program must offer, by the protos.</summary>
    public static IReadOnlyList<ServiceDescriptor> ContractOf(string appId) =>
        [.. Contract.Where(service => service.File.Package == Packages[appId])];

    public async Task InitializeAsync()
    {
        _suite = await Suite.StartAsync(
            new SuiteOptions { Data = _data, FreePorts = true },
            (service, line) => _log.Enqueue($"{service.Name}: {line}"),
            CancellationToken.None);
        await ApplyDemoAsync();
    }

    public async Task DisposeAsync()
    {
        if (_suite is not null)
            await _suite.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    // The devices are at a port where nobody listens.
    private async Task ApplyDemoAsync()
    {
        var values = new[] { "R1", "R2", "R3" }.SelectMany(name => new[] { ($"{name}_ADDRESS", "127.0.0.1"), ($"{name}_PORT", "9") });
        var errors = new SourceErrors("demo.yaml");
        var bundle = BundleReader.Read(
            await File.ReadAllTextAsync(Workspace.DemoFile), new Substitution(values.ToDictionary(v => v.Item1, v => v.Item2), _ => null), errors);
        using var connection = new SuiteConnection(AddressOf);
        var applier = new Applier(connection);
        await applier.CheckAsync(bundle, errors, CancellationToken.None);
        Assert.Empty(errors.All.Select(error => error.ToString()));
        await applier.ApplyAsync(bundle, CancellationToken.None);
        _requests.AddRange(bundle.Requests);
    }

    private static List<ServiceDescriptor> ReadContract() =>
    [
        .. typeof(Contracts.Inventory.V1.InventoryService).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>()
            .SelectMany(file => file.Services),
    ];
}
