using Flux.ScriptRunner.Sandbox.SelfTest;
using Flux.ScriptRunner.Sandbox.Zygotes;

namespace Flux.ScriptRunner.Sandbox;

/// <summary>The sandbox as the rest of the service sees it: proves itself at the start, then hands out children.</summary>
internal sealed class ScriptSandbox : IHostedService, IDisposable
{
    private readonly SandboxOptions _options;
    private readonly ILogger<ScriptSandbox> _logger;
    private readonly RuntimeDirectory _directory = new();
    private readonly Dictionary<ZygoteKind, ChildPool> _pools;
    private readonly Dictionary<ZygoteKind, Task<SelfTestReport>> _selfTests = [];
    private readonly string _canary;
    private readonly CancellationTokenSource _stopping = new();

    public ScriptSandbox(SandboxOptions options, TimeProvider time, ILogger<ScriptSandbox> logger)
        : this(options, time, logger, null)
    {
    }

    // For tests of the self-test: another file than the one that scripts surely cannot read.
    internal ScriptSandbox(SandboxOptions options, TimeProvider time, ILogger<ScriptSandbox> logger, string? canary)
    {
        (_options, _logger) = (options, logger);
        _canary = canary ?? _directory.Canary;
        _pools = Enum.GetValues<ZygoteKind>().ToDictionary(kind => kind, kind => new ChildPool(kind, options, _directory, time, logger));
    }

    /// <summary>Begins the self-tests; does not wait for them, so that health can answer meanwhile.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var scripts = SelfTestAsync(ZygoteKind.Light);
        // Afterwards, so as not to delay scripts; the first template then finds its zygote warm.
        if (_options.TemplatesAtStart && TemplateReadiness.IsInstalled)
            _ = scripts.ContinueWith(_ => SelfTestAsync(ZygoteKind.Django), _stopping.Token, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Where the zygotes' sockets are.</summary>
    public string Directory => _directory.Path;

    /// <summary>What a kind's zygote says about itself; null while there is none.</summary>
    public ZygoteReport? Report(ZygoteKind kind) => _pools[kind].Report;

    /// <summary>Whether the self-test for scripts has ended, well or badly.</summary>
    public bool IsTested => TestOf(ZygoteKind.Light) is { IsCompleted: true };

    /// <summary>What the self-test for templates has found; null while all is well, or before it has run.</summary>
    public string? TemplateFault => TestOf(ZygoteKind.Django) switch
    {
        { IsCompletedSuccessfully: true } test when !test.Result.IsSafe && !_options.AllowDegraded => test.Result.Describe(),
        { IsFaulted: true, Exception.InnerException: SandboxException { Permanent: true } e } => e.Message,
        _ => null,
    };

    /// <summary>Which attacks got through although everything is served, because the options allow that; null when none did.</summary>
    public string? Degradation => _options.AllowDegraded
        ? Enum.GetValues<ZygoteKind>().Select(TestOf).FirstOrDefault(test => test is { IsCompletedSuccessfully: true, Result.IsSafe: false })?.Result.Describe()
        : null;

    /// <summary>Why no script can run; null when all is well. Waits for a self-test under way.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            var report = await SelfTestAsync(ZygoteKind.Light).WaitAsync(cancellationToken);
            return report.IsSafe || _options.AllowDegraded ? null : report.Describe();
        }
        catch (SandboxException e)
        {
            return e.Message;
        }
    }

    /// <summary>Waits for a kind's self-test; answers whether every attack was stopped (false only where degraded service is allowed).</summary>
    /// <exception cref="SandboxException">The sandbox is missing something, or does not hold.</exception>
    public ValueTask<bool> EnsureSafeAsync(ZygoteKind kind, CancellationToken cancellationToken) =>
        TestOf(kind) is { IsCompletedSuccessfully: true, Result.IsSafe: true } ? new(true) : new(TestedAsync(kind, cancellationToken));

    public Task<SandboxChild> RentAsync(ZygoteKind kind, CancellationToken cancellationToken) => _pools[kind].RentAsync(cancellationToken);

    /// <summary>Ends a rented child and makes up for it.</summary>
    public void Return(ZygoteKind kind, SandboxChild child) => _pools[kind].Return(child);

    public void TopUp(ZygoteKind kind) => _pools[kind].TopUp();

    public void Dispose()
    {
        _stopping.Cancel();
        foreach (var pool in _pools.Values)
            pool.Dispose();
        _directory.Dispose();
    }

    private async Task<bool> TestedAsync(ZygoteKind kind, CancellationToken cancellationToken)
    {
        var report = await SelfTestAsync(kind).WaitAsync(cancellationToken);
        return report.IsSafe || _options.AllowDegraded ? report.IsSafe : throw new SandboxException(report.Describe(), permanent: true);
    }

    private Task<SelfTestReport>? TestOf(ZygoteKind kind)
    {
        lock (_selfTests)
            return _selfTests.GetValueOrDefault(kind);
    }

    private Task<SelfTestReport> SelfTestAsync(ZygoteKind kind)
    {
        // One that could not start is tried again by the next to ask: the package may have been installed meanwhile.
        lock (_selfTests)
            return _selfTests.TryGetValue(kind, out var test) && !test.IsFaulted ? test : _selfTests[kind] = RunSelfTestAsync(kind);
    }

    private async Task<SelfTestReport> RunSelfTestAsync(ZygoteKind kind)
    {
        try
        {
            var pool = _pools[kind];
            var report = await new SandboxSelfTest(pool, _canary, _directory.SocketPath(ChildPool.SocketName(kind, 1)), _options).RunAsync(_stopping.Token);
            if (report.IsSafe)
                _logger.SelfTestPassed(kind, report.Attacks, (long)report.Duration.TotalMilliseconds);
            else
                _logger.SelfTestFailed(kind, report.Describe());
            if (pool.Report is { Landlock: 0 })
                _logger.ClosedWorld();
            pool.TopUp();
            return report;
        }
        catch (SandboxException e)
        {
            _logger.SandboxUnavailable(e.Message);
            throw;
        }
    }
}
