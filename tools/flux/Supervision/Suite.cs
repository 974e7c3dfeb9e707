namespace Flux.Cli.Supervision;

/// <summary>The six services as child processes, started together and stopped in reverse order.</summary>
internal sealed class Suite : IAsyncDisposable
{
    private readonly SuiteOptions _options;
    private readonly Action<ServiceDefinition, string> _log;
    private readonly List<ServiceProcess> _processes = [];

    private Suite(IReadOnlyList<ServiceDefinition> services, SuiteOptions options, Action<ServiceDefinition, string> log) =>
        (Services, _options, _log) = (services, options, log);

    /// <summary>The services with the ports that they use.</summary>
    public IReadOnlyList<ServiceDefinition> Services { get; }

    /// <summary>Their processes, in the order of their start.</summary>
    public IReadOnlyList<ServiceProcess> Processes => _processes;

    /// <summary>The gRPC address of a service by app id.</summary>
    public Uri this[string name] => new($"http://{Host}:{Services.First(service => service.Name == name).Ports.Grpc}");

    private string Host => _options.Address switch { "0.0.0.0" => "127.0.0.1", "::" => "[::1]", var address when address.Contains(':') => $"[{address}]", var address => address };

    /// <summary>Starts all services; returns when each of them is ready.</summary>
    /// <exception cref="CliException">A port is taken, the data directory is in use, or a service did not get ready; then all are stopped again.</exception>
    public static async Task<Suite> StartAsync(SuiteOptions options, Action<ServiceDefinition, string> log, CancellationToken cancellationToken)
    {
        if (SuiteRecord.Find(options.Data) is { } other)
            throw new CliException($"a suite runs on {Path.GetFullPath(options.Data)} already (pid {other.Pid}): stop it, or give another directory with --data");
        var suite = new Suite(PortPlan.Make(SuiteFile.Read(Workspace.SuiteFile), options), options, log);
        try
        {
            await suite.StartAllAsync(cancellationToken);
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when a service ends that was not told to; answers which.</summary>
    public async Task<ServiceProcess> WaitForDeathAsync(CancellationToken cancellationToken)
    {
        var first = await Task.WhenAny(_processes.Select(process => process.Ended)).WaitAsync(cancellationToken);
        return _processes.First(process => process.Ended == first);
    }

    /// <summary>A dead service in words, with its last lines.</summary>
    public static string Obituary(ServiceProcess dead)
    {
        var lines = dead.LastLines(10);
        var text = $"{dead.Definition.Name} (pid {dead.Pid}) {Signal.Describe(dead.Ended.Result)}";
        return lines.Count == 0 ? text + "; it wrote nothing" : $"{text}; its last lines:\n  {string.Join("\n  ", lines)}";
    }

    /// <summary>Stops what runs, the last one started first. Calling it twice is no error.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            if (!await process.StopAsync(_options.StopTimeout))
                _log(process.Definition, $"did not end within {_options.StopTimeout.TotalSeconds:0} s and was killed");
        }

        if (_processes.Count > 0)
            SuiteRecord.Remove(_options.Data);
    }

    /// <summary>Starts a service that has ended once more, as it was; returns when it is ready.</summary>
    public async Task RestartAsync(string name, CancellationToken cancellationToken)
    {
        var index = _processes.FindIndex(process => process.Definition.Name == name);
        await _processes[index].Ended.WaitAsync(cancellationToken);
        _processes[index] = await StartOneAsync(_processes[index].Definition);
        await WaitUntilReadyAsync(_processes[index], cancellationToken);
    }

    private Task<ServiceProcess> StartOneAsync(ServiceDefinition service)
    {
        var discovery = Services.SelectMany(other => new[] { "--discovery:" + other.Name, this[other.Name].GetLeftPart(UriPartial.Authority) });
        string[] own =
        [
            "--address", _options.Address, "--port", $"{service.Ports.Grpc}", "--http-port", $"{service.Ports.Http}",
            "--data", Path.GetFullPath(_options.Data), "--drain-timeout", $"{_options.DrainTimeout:c}",
        ];
        return ServiceProcess.StartAsync(service, [.. own, .. discovery, .. _options.Arguments.GetValueOrDefault(service.Name, [])], _log);
    }

    private async Task StartAllAsync(CancellationToken cancellationToken)
    {
        foreach (var service in Services)
            _processes.Add(await StartOneAsync(service));

        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // In the order in which they get ready, so that the first failure is the one that is told.
            await foreach (var ready in Task.WhenEach(_processes.Select(process => WaitUntilReadyAsync(process, others.Token))))
                await ready;
        }
        finally
        {
            await others.CancelAsync();
        }

        new SuiteRecord(Environment.ProcessId, Services.ToDictionary(service => service.Name, service => this[service.Name].GetLeftPart(UriPartial.Authority))).Write(_options.Data);
    }

    private async Task WaitUntilReadyAsync(ServiceProcess process, CancellationToken cancellationToken)
    {
        var probe = new ReadinessProbe(new Uri($"http://{Host}:{process.Definition.Ports.Http}/readyz"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.StartTimeout);
        var ready = probe.WaitAsync(limit.Token);
        if (await Task.WhenAny(ready, process.Ended) == process.Ended)
        {
            await limit.CancelAsync();
            throw new CliException("a service did not start: " + Obituary(process));
        }

        try
        {
            await ready;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"{process.Definition.Name} was not ready after {_options.StartTimeout.TotalSeconds:0} s ({probe.LastAnswer}); its last lines:\n  {string.Join("\n  ", process.LastLines(10))}");
        }
    }
}
