using Flux.Cli.Apply;
using Flux.Cli.Output;
using Flux.Cli.Running;
using Flux.Cli.Supervision;
using Flux.Cli.Yaml;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Task = System.Threading.Tasks.Task;

namespace Flux.Cli.Demo;

/// <summary>Plays the demo on a stage that is set; shows nothing but progress.</summary>
internal sealed class DemoRunner(DemoStage stage, DemoPhases phases, DemoOptions options)
{
    private static readonly User _user = new() { Id = 1, Username = "demo", FullName = "Demo User", Email = "demo@example.org" };

    /// <summary>Applies the file, runs the flow in both modes, checks what came of it.</summary>
    public async Task PlayAsync(DemoResult result, CancellationToken cancellationToken)
    {
        using var suite = new SuiteConnection(name => stage.Suite![name]);
        result.Applied = await phases.RunAsync("apply examples/demo.yaml", () => ApplyAsync(suite, cancellationToken));
        var names = stage.Lab.Devices.Select(device => device.Name).ToList();
        var before = await ReadFactsAsync(suite, names, cancellationToken);
        foreach (var mode in new[] { ExecutionMode.Serial, ExecutionMode.Parallel })
        {
            var outcome = await phases.RunAsync($"run the flow, {mode.ToString().ToLowerInvariant()}", () => RunAsync(suite, mode, cancellationToken));
            result.Runs.Add(outcome);
        }

        result.Mails = stage.Mail.Mails;
        var after = await ReadFactsAsync(suite, names, cancellationToken);
        result.Elements = [.. names.Select(name => new ElementFacts(name, before[name], after[name]))];
        // When all is stopped at the end, the lines are for the next suite, which has the usual ports.
        result.Commands = DemoCommands.For(options.Keep ? stage.Suite!.Services : SuiteFile.Read(Workspace.SuiteFile));
        await phases.RunAsync("check the lines to try", () => DemoCommands.TryAsync(suite, cancellationToken));
        result.Faults.AddRange(DemoExpectations.Check(result));
    }

    private async Task<IReadOnlyList<AppliedResource>> ApplyAsync(SuiteConnection suite, CancellationToken cancellationToken)
    {
        var errors = new SourceErrors("examples/demo.yaml");
        // Only the demo's own values: an environment that happens to have R1_PORT must not change it.
        var bundle = BundleReader.Read(await File.ReadAllTextAsync(Workspace.DemoFile, cancellationToken), new Substitution(stage.Values, _ => null), errors);
        var applier = new Applier(suite);
        if (errors.All.Count == 0)
            await applier.CheckAsync(bundle, errors, cancellationToken);
        return errors.All.Count == 0 ? await applier.ApplyAsync(bundle, cancellationToken) : throw new CliException(string.Join('\n', errors.All));
    }

    private async Task<RunOutcome> RunAsync(SuiteConnection suite, ExecutionMode mode, CancellationToken cancellationToken)
    {
        var request = new RunFlowRequest { Flow = "facts", Mode = mode, User = _user, RequestId = Guid.NewGuid().ToString() };
        var started = (await suite.Flow.RunFlowAsync(request, cancellationToken: cancellationToken)).Run;
        var watcher = new RunWatcher(suite.Flow);
        var watch = options.Json ? watcher.WatchAsync(started.Id, new SilentRunView(), cancellationToken)
            : Terminal.Interactive ? LiveRunView.DrawAsync(view => watcher.WatchAsync(started.Id, view, cancellationToken))
            : watcher.WatchAsync(started.Id, new PlainRunView(), cancellationToken);
        // A service that dies ends the demo, whatever the watch still waits for.
        if (await Task.WhenAny(watch, stage.Suite!.WaitForDeathAsync(cancellationToken)) is Task<ServiceProcess> { IsCompletedSuccessfully: true } dead)
            throw new CliException(Suite.Obituary(dead.Result));
        return new RunOutcome(await watch, await watcher.ElementsAsync(started.Id, cancellationToken), await watcher.TasksAsync(started.Id, cancellationToken));
    }

    private static async Task<Dictionary<string, Dictionary<string, string>>> ReadFactsAsync(SuiteConnection suite, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, Dictionary<string, string>>();
        foreach (var name in names)
            facts[name] = await ElementFacts.ReadAsync(suite.Inventory, name, cancellationToken);
        return facts;
    }
}
