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
    public async Task<TimeSpan> RunAsync(string flow)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var run = (await _connection!.Flow.RunFlowAsync(new RunFlowRequest { Flow = flow })).Run;
        using var call = _connection.Flow.WatchRun(new WatchRunRequest { RunId = run.Id });
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
            run = call.ResponseStream.Current.Event.Run ?? run;
        var time = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        return run.State == RunState.Completed ? time : throw new InvalidOperationException($"the run did not complete: {run}");
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
