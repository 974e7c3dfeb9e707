using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>The whole orchestrator on a real SQLite file, with fakes behind its ports.</summary>
internal sealed class FlowLab : IAsyncDisposable
{
    private readonly string _directory;
    private readonly bool _ownsDirectory;
    private readonly FlowOptions _options;
    private readonly TimeProvider _clock;
    private ServiceProvider _services = null!;
    private List<IHostedService> _hosted = [];

    private FlowLab(string directory, bool ownsDirectory, FlowOptions options, TimeProvider clock) =>
        (_directory, _ownsDirectory, _options, _clock) = (directory, ownsDirectory, options, clock);

    /// <summary>How long tasks at work may take to end when it is stopped; most tests leave some that never would.</summary>
    public TimeSpan StopWait { get; set; } = TimeSpan.Zero;

    public FakeInventory Inventory { get; private set; } = new();

    public FakeContexts Contexts { get; private set; } = null!;

    public FakeScripts Scripts { get; private set; } = new();

    public FakeDevices Devices { get; } = new();

    public FakeConfigurations Configurations { get; } = new();

    public FakeMail Mail { get; } = new();

    /// <summary>The data directory.</summary>
    public string Data => _directory;

    /// <summary>Lets the store fail at a chosen commit, as if the process died there.</summary>
    public CrashingStore Store => (CrashingStore)Get<IDocumentStore>();

    public RunCommands Commands => Get<RunCommands>();

    public RunReader Reader => Get<RunReader>();

    /// <summary>Starts one with elements r1, r2, ... (ids 1, 2, ...).</summary>
    public static async Task<FlowLab> StartAsync(int elements = 2, FlowOptions? options = null, string? data = null, TimeProvider? clock = null, FlowLab? heirOf = null)
    {
        var lab = new FlowLab(data ?? Directory.CreateTempSubdirectory("flux-flow-").FullName, data is null, options ?? new FlowOptions(), clock ?? TimeProvider.System);
        if (heirOf is not null)
        {
            // The world goes on although a process died: other services, and what is done to elements.
            (lab.Inventory, lab.Contexts, lab.Scripts) = (heirOf.Inventory, heirOf.Contexts, heirOf.Scripts);
        }
        else
        {
            lab.Inventory.Elements.AddRange(Enumerable.Range(1, elements).Select(i => new ElementRef(i, $"r{i}")));
            lab.Contexts = new FakeContexts(lab.Inventory);
        }
        await lab.StartServicesAsync();
        return lab;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Applies definitions.</summary>
    public async Task ApplyAsync(IEnumerable<Model>? models = null, IEnumerable<TaskDefinition>? tasks = null, IEnumerable<Flow>? flows = null) =>
        await Get<BundleApplier>().ApplyAsync(new ApplyDefinitionsRequest { Models = { models ?? [] }, Tasks = { tasks ?? [] }, Flows = { flows ?? [] } }, default);

    /// <summary>A flow over all elements whose execution script is a C# body.</summary>
    public Flow NewFlow(string name, ExecutionMode mode, Func<FakeScript, Task> body, int maxConcurrency = 0) => new()
    {
        ShortName = name,
        Mode = mode,
        MaxConcurrency = maxConcurrency,
        Selection = new ElementFilter { Groups = { "all" } },
        ExecutionScript = Scripts.Add($"script of {name}", async script =>
        {
            await body(script);
            return [];
        }),
    };

    /// <summary>Runs a flow to its end.</summary>
    public async Task<RunView> RunAsync(string flow, Action<RunFlowRequest>? change = null)
    {
        var request = new RunFlowRequest { Flow = flow };
        change?.Invoke(request);
        return await WatchAsync((await Commands.RunFlowAsync(request, default)).Id);
    }

    /// <summary>Follows a run to its end and reads everything about it.</summary>
    public async Task<RunView> WatchAsync(string runId)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var events = new List<RunEvent>();
        await foreach (var told in Get<RunWatcher>().WatchAsync(runId, 0, limit.Token))
            events.Add(told);
        var elements = new List<ElementResult>();
        var elementRequest = new ListElementResultsRequest { RunId = runId, PageSize = 1000 };
        do
        {
            var page = await Reader.ListElementsAsync(elementRequest, limit.Token);
            elements.AddRange(page.Elements);
            elementRequest.PageToken = page.NextPageToken;
        }
        while (elementRequest.PageToken.Length > 0);
        var tasks = await Reader.ListTasksAsync(new ListTaskResultsRequest { RunId = runId, PageSize = 1000 }, limit.Token);
        return new RunView((await Reader.GetAsync(runId, limit.Token)).Run, elements, [.. tasks.Tasks], events);
    }

    /// <summary>Follows a run until something wanted happens.</summary>
    public async Task WatchAsync(string runId, Func<RunEvent, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var told in Get<RunWatcher>().WatchAsync(runId, 0, limit.Token))
        {
            if (wanted(told))
                return;
        }
    }

    /// <summary>Stops the service as a host does.</summary>
    public async Task StopAsync()
    {
        _options.StopWait = StopWait;
        foreach (var service in _hosted.AsEnumerable().Reverse())
            await service.StopAsync(default);
        _hosted.Clear();
        await _services.DisposeAsync();
    }

    /// <summary>Ends it as kill -9 does: nothing more is written.</summary>
    public async Task KillAsync()
    {
        Store.Crash();
        _options.StopWait = TimeSpan.Zero;
        foreach (var service in _hosted.AsEnumerable().Reverse())
        {
            try
            {
                await service.StopAsync(default);
            }
            catch (DocumentStoreUnavailableException)
            {
                // The dead write nothing.
            }
        }
        _hosted.Clear();
        await _services.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_hosted.Count > 0)
            await StopAsync();
        if (_ownsDirectory)
            Directory.Delete(_directory, recursive: true);
    }

    private async Task StartServicesAsync()
    {
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("data", (string?)_directory)]).Build())
            .AddLogging(log => log.ClearProviders())
            .AddSingleton(_options)
            .AddSingleton(_clock)
            .AddSingleton<IDocumentStore>(provider => new CrashingStore(provider.GetRequiredService<IDocumentStoreConnection>()))
            .AddDocuments("flow.db")
            .AddSecretProtector()
            .AddSingleton<IInventory>(Inventory)
            .AddSingleton<IContexts>(Contexts)
            .AddSingleton<IScripts>(Scripts)
            .AddSingleton<IDevices>(Devices)
            .AddSingleton<IConfigurations>(Configurations)
            .AddSingleton<IMail>(Mail)
            .AddFlowOrchestrator()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        _hosted = [.. _services.GetServices<IHostedService>()];
        foreach (var service in _hosted)
            await service.StartAsync(default);
    }
}
