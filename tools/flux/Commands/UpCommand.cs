using System.CommandLine;
using System.Diagnostics;
using Flux.Cli.Output;
using Flux.Cli.Supervision;

namespace Flux.Cli.Commands;

/// <summary>flux up: starts the services and keeps them until Ctrl-C.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var address = new Option<string>("--address") { Description = "IP address to listen on.", DefaultValueFactory = _ => "127.0.0.1" };
        var basePort = new Option<int?>("--base-port") { Description = "First gRPC port; the services follow in the order of tye.yaml, their HTTP ports 100 above." };
        var freePorts = new Option<bool>("--free-ports") { Description = "Take ports that are free now; the table at the start shows them." };
        var drain = new Option<TimeSpan>("--drain-timeout") { Description = "How long running calls may go on when the suite stops.", DefaultValueFactory = _ => TimeSpan.FromSeconds(10) };
        var command = new Command("up", "Start the six services in order, print their logs, stop them all on Ctrl-C. Options of the services (--smtp:host, --sandbox:idle-scripts, --log-level, ...) are handed on; docs/operations.md lists them.")
        {
            data, address, basePort, freePorts, drain,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) => CommandRunner.RunAsync(cancellationToken => RunAsync(
            new SuiteOptions
            {
                Data = parsed.GetValue(data)!,
                Address = parsed.GetValue(address)!,
                BasePort = parsed.GetValue(basePort),
                FreePorts = parsed.GetValue(freePorts),
                DrainTimeout = parsed.GetValue(drain),
                Arguments = ServiceOptions.Forward(parsed.UnmatchedTokens),
            },
            cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(SuiteOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var log = ServiceLog.For(SuiteFile.Read(Workspace.SuiteFile));
        await using var suite = await Suite.StartAsync(options, log, cancellationToken);
        foreach (var service in suite.Services)
            Terminal.Note($"{service.Name,-18} {suite[service.Name].Authority}   ready at http port {service.Ports.Http}, pid {suite.Processes.First(process => process.Definition == service).Pid}");
        Terminal.Note($"all {suite.Services.Count} services are ready after {clock.Elapsed.TotalSeconds:0.0} s; data in {Path.GetFullPath(options.Data)}; Ctrl-C stops them");
        try
        {
            var dead = await suite.WaitForDeathAsync(cancellationToken);
            Terminal.Error(Suite.Obituary(dead));
            Terminal.Note("stopping the other services");
            return 1;
        }
        catch (OperationCanceledException)
        {
            Terminal.Note("stopping");
            return 0;
        }
    }
}
