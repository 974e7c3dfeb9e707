using System.Collections.Concurrent;
using Flux.Cli;
using Flux.Cli.Apply;
using Flux.Cli.Demo;
using Flux.Cli.Supervision;
using Flux.Cli.Yaml;

namespace Flux.Conformance.Api;

/// <summary>What a user has after `flux up` and `flux apply -f examples/demo.yaml`: the six services, the demo's declarations, and devices that answer.</summary>
public sealed class DemoSuite : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _log = new();
    private DemoStage? _stage;

    /// <summary>What the services have written so far, each line with its service.</summary>
    public IReadOnlyCollection<string> Log => _log;

    internal Suite Suite => _stage!.Suite!;

    public async Task InitializeAsync()
    {
        _stage = await DemoStage.SetAsync(CancellationToken.None);
        await _stage.StartSuiteAsync(wellKnownPorts: false, (service, line) => _log.Enqueue($"{service.Name}: {line}"), CancellationToken.None);
        var errors = new SourceErrors("demo.yaml");
        var bundle = BundleReader.Read(await File.ReadAllTextAsync(Workspace.DemoFile), new Substitution(_stage.Values, _ => null), errors);
        Assert.Empty(errors.All.Select(error => error.ToString()));
        using var connection = new SuiteConnection(name => Suite[name]);
        await new Applier(connection).ApplyAsync(bundle, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_stage is not null)
            await _stage.DisposeAsync();
    }
}
