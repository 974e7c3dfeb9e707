using System.Net;
using Flux.Benchmarks.Script;
using Flux.Cli;
using Flux.Cli.Apply;
using Flux.Cli.Supervision;
using Flux.Cli.Yaml;
using Flux.Contracts.Flow.V1;
using Flux.Lab;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Task = System.Threading.Tasks.Task;

namespace Flux.Benchmarks.Flow;

/// <summary>The six services as processes, and simulated devices that answer over HTTP after a while.</summary>
internal sealed class FlowHosts : IAsyncDisposable
{
    private readonly TempDirectory _data = new("flux-bench-flow");
    private WebApplication? _devices;
    private Suite? _suite;
    private SuiteConnection? _connection;

    /// <summary>Port of all devices on 127.0.0.1.</summary>
    public int DevicePort { get; } = LoopbackPort.Free(IPAddress.Loopback);

    /// <summary>Seconds of processor time of each service and all below it, by name.</summary>
    public IReadOnlyList<(string Service, double Seconds)> Processor =>
        [.. _suite!.Processes.Select(p => (p.Definition.ShortName, (ProcessTimes.Of(p.Pid) + ProcessTimes.OfReaped(p.Pid) + ProcessTimes.OfChildren(p.Pid)) / 1e6))];

    /// <summary>Starts all of it.</summary>
    /// <param name="delay">What a device takes to answer.</param>
    public static async Task<FlowHosts> StartAsync(TimeSpan delay)
    {
        var hosts = new FlowHosts();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{hosts.DevicePort}");
        hosts._devices = builder.Build();
        hosts._devices.MapGet("/slow", async () =>
        {
            await Task.Delay(delay);
            return """{"version": "10.1"}""";
        });
        hosts._devices.MapPost("/", () => """{"version": "10.1"}""");
        await hosts._devices.StartAsync();
        hosts._suite = await Suite.StartAsync(new SuiteOptions { Data = hosts._data.Path, FreePorts = true }, (_, _) => { }, CancellationToken.None);
        hosts._connection = new SuiteConnection(name => hosts._suite[name]);
        return hosts;
    }

    /// <summary>Makes a declared text true.</summary>
    public async Task ApplyAsync(string yaml)
    {
        var errors = new SourceErrors("bench.yaml");
        var bundle = BundleReader.Read(yaml, new Substitution(new Dictionary<string, string>(), _ => null), errors);
        var applier = new Applier(_connection!);
        await applier.CheckAsync(bundle, errors, CancellationToken.None);
        if (errors.All.Any())
            throw new InvalidOperationException(string.Join('\n', errors.All.Select(e => e.ToString())));
        await applier.ApplyAsync(bundle, CancellationToken.None);
    }

    /// <summary>Runs a flow to its end and takes the time from the request to the last event.</summary>
    /// <param name="flow">Its short name.</param>
    /// <param name="told">Is given each event as it comes.</param>
    public async Task<(string Run, TimeSpan Time)> RunAsync(string flow, Action<RunEvent>? told = null)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var run = await EndAsync(await StartAsync(flow), told);
        var time = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        return run.State == RunState.Completed ? (run.Id, time) : throw new InvalidOperationException($"the run did not complete: {run}");
    }

    /// <summary>Starts a flow; answers the run's id.</summary>
    public async Task<string> StartAsync(string flow) => (await _connection!.Flow.RunFlowAsync(new RunFlowRequest { Flow = flow })).Run.Id;

    /// <summary>Follows a run to its end.</summary>
    public async Task<Run> EndAsync(string id, Action<RunEvent>? told = null)
    {
        var run = new Run();
        using var call = _connection!.Flow.WatchRun(new WatchRunRequest { RunId = id });
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            told?.Invoke(call.ResponseStream.Current.Event);
            run = call.ResponseStream.Current.Event.Run ?? run;
        }
        return run;
    }

    /// <summary>Cancels a run.</summary>
    public async Task CancelAsync(string id) => await _connection!.Flow.CancelRunAsync(new CancelRunRequest { Id = id });

    /// <summary>The median time of each step of a run's tasks in milliseconds, in their order, and what is between the steps.</summary>
    public async Task<IReadOnlyList<(string Step, double Milliseconds)>> StepTimesAsync(string run)
    {
        var tasks = (await _connection!.Flow.ListTaskResultsAsync(new ListTaskResultsRequest { RunId = run, PageSize = 1000 })).Tasks;
        var steps = tasks.SelectMany(t => t.Steps).GroupBy(s => s.Step).Select(g => (Step: g.Key, Milliseconds: Median(g.Select(s => s.Duration.ToTimeSpan().TotalMilliseconds)))).ToList();
        var whole = Median(tasks.Zip(tasks.Skip(1)).Select(p => (p.Second.StartTime.ToDateTimeOffset() - p.First.StartTime.ToDateTimeOffset()).TotalMilliseconds));
        return [.. steps, ("the rest", whole - steps.Sum(s => s.Milliseconds)), ("whole", whole)];
    }

    /// <summary>The process of a service.</summary>
    public int PidOf(string service) => _suite!.Processes.First(p => p.Definition.ShortName == service).Pid;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        if (_suite is not null)
            await _suite.DisposeAsync();
        if (_devices is not null)
            await _devices.DisposeAsync();
        _data.Dispose();
    }
}
