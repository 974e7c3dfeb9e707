using System.Collections.Concurrent;
using Flux.Cli;
using Flux.Cli.Apply;
using Flux.Cli.Demo;
using Flux.Cli.Running;
using Flux.Cli.Supervision;
using Flux.Cli.Yaml;
using Flux.Contracts.Flow.V1;
using Flux.Lab;
using Flux.Lab.Mail;
using Flux.Lab.Ssh;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Support;

/// <summary>The six services as processes, three Linux devices and a mail server; shared by the tests of one collection.</summary>
public sealed class RunningSuite : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempDirectory _directory = new("flux-integration");
    private readonly ConcurrentQueue<string> _log = new();
    private string[] _flowArguments = [];

    /// <summary>The devices d1, d2 and d3: shells, which take any command.</summary>
    public SshLab Lab { get; private set; } = null!;

    /// <summary>The mail server.</summary>
    public SmtpSink Mail { get; private set; } = null!;

    /// <summary>The data directory; the flux command finds the suite by it.</summary>
    public string Data => _directory["data"];

    /// <summary>A folder for files of the tests.</summary>
    public string Folder => _directory.Path;

    internal Suite Suite { get; private set; } = null!;

    internal SuiteConnection Connection { get; private set; } = null!;

    /// <summary>A suite for one test alone.</summary>
    /// <param name="flowArguments">Options of flux-flow.</param>
    public static async Task<RunningSuite> StartAsync(params string[] flowArguments)
    {
        var suite = new RunningSuite { _flowArguments = flowArguments };
        await suite.InitializeAsync();
        return suite;
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        Mail = await SmtpSink.StartAsync();
        Lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["d1", "d2", "d3"], PreferRouter = false });
        Suite = await Suite.StartAsync(
            new SuiteOptions { Data = Data, FreePorts = true, Arguments = new Dictionary<string, IReadOnlyList<string>> { ["flux-notification"] = MailArguments.For(Mail), ["flux-flow"] = _flowArguments } },
            (service, line) => _log.Enqueue($"{service.ShortName}: {line}"),
            CancellationToken.None);
        Connection = new SuiteConnection(name => Suite[name]);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        Connection?.Dispose();
        if (Suite is not null)
            await Suite.DisposeAsync();
        if (Lab is not null)
            await Lab.DisposeAsync();
        if (Mail is not null)
            await Mail.DisposeAsync();
        _directory.Dispose();
    }

    /// <inheritdoc/>
    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>Ends a service as kill -9 does, and lets something happen before it is there again with the same data and ports.</summary>
    internal async Task KillAndRestartAsync(string service, Action? between = null)
    {
        Suite.Processes.Single(process => process.Definition.Name == service).Kill();
        between?.Invoke();
        await Suite.RestartAsync(service, CancellationToken.None);
        // A channel that has lost its server waits before it tries again.
        Connection.Dispose();
        Connection = new SuiteConnection(name => Suite[name]);
    }

    /// <summary>Makes a declared text true; ${NAME_ADDRESS} and the like stand for the devices.</summary>
    public async Task ApplyAsync(string yaml)
    {
        var errors = new SourceErrors("test.yaml");
        var bundle = BundleReader.Read(yaml, new Substitution(Values(), _ => null), errors);
        var applier = new Applier(Connection);
        await applier.CheckAsync(bundle, errors, CancellationToken.None);
        Assert.Empty(errors.All.Select(error => error.ToString()));
        await applier.ApplyAsync(bundle, CancellationToken.None);
    }

    /// <summary>Runs a flow to its end.</summary>
    internal async Task<RunOutcome> RunAsync(string flow, IRunView? view = null) =>
        await EndAsync((await Connection.Flow.RunFlowAsync(new RunFlowRequest { Flow = flow })).Run.Id, view);

    /// <summary>Follows a run from its first event to its end.</summary>
    internal async Task<RunOutcome> EndAsync(string id, IRunView? view = null)
    {
        var watcher = new RunWatcher(Connection.Flow);
        var run = await watcher.WatchAsync(id, view ?? new SilentRunView(), CancellationToken.None);
        return new RunOutcome(run, await watcher.ElementsAsync(run.Id, CancellationToken.None), await watcher.TasksAsync(run.Id, CancellationToken.None));
    }

    /// <summary>What all services have logged so far.</summary>
    public string Log => string.Join('\n', _log);

    private Dictionary<string, string> Values()
    {
        var values = new Dictionary<string, string> { ["KEY"] = Lab.Devices[0].PrivateKey, ["CHANNEL"] = Lab.Devices[0].Channel, ["USERNAME"] = Lab.Devices[0].Username };
        foreach (var device in Lab.Devices)
        {
            values[$"{device.Name}_ADDRESS"] = $"{device.Address}";
            values[$"{device.Name}_PORT"] = $"{device.Port}";
        }

        return values;
    }
}
