using Flux.ScriptRunner.Sandbox.SelfTest;
using Flux.ScriptRunner.Sandbox.Zygotes;

namespace Flux.ScriptRunner.Sandbox;

/// <summary>The sandbox as the rest of the service sees it: proves itself at the start, then hands out children.</summary>
internal sealed class ScriptSandbox : IHostedService, IDisposable
{
    private readonly SandboxOptions _options;
    private readonly ILogger<ScriptSandbox> _logger;
    private readonly RuntimeDirectory _directory = new();
    private readonly ChildPool _scripts, _templates;
    private readonly string _canary;
    private readonly CancellationTokenSource _stopping = new();
    private Task<SelfTestReport>? _selfTest;

    public ScriptSandbox(SandboxOptions options, TimeProvider time, ILogger<ScriptSandbox> logger)
        : this(options, time, logger, null)
    {
    }

    // For tests of the self-test: another file than the one that scripts surely cannot read.
    internal ScriptSandbox(SandboxOptions options, TimeProvider time, ILogger<ScriptSandbox> logger, string? canary)
    {
        (_options, _logger) = (options, logger);
        _canary = canary ?? _directory.Canary;
        _scripts = new ChildPool(ZygoteKind.Light, options, _directory, time, logger);
        _templates = new ChildPool(ZygoteKind.Django, options, _directory, time, logger);
    }

    /// <summary>Begins the self-test; does not wait for it, so that health can answer meanwhile.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = SelfTestAsync();
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
    public ZygoteReport? Report(ZygoteKind kind) => Pool(kind).Report;

    /// <summary>Whether the self-test has ended, well or badly.</summary>
    public bool IsTested => _selfTest is { IsCompleted: true };

    /// <summary>Why nothing can run; null when all is well. Waits for a self-test under way.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            var report = await SelfTestAsync().WaitAsync(cancellationToken);
            return report.IsSafe || _options.AllowDegraded ? null : report.Describe();
        }
        catch (SandboxException e)
        {
            return e.Message;
        }
    }

    /// <summary>Waits for the self-test; answers whether every attack was stopped (false only where degraded service is allowed).</summary>
    /// <exception cref="SandboxException">The sandbox is missing something, or does not hold.</exception>
    public async Task<bool> EnsureSafeAsync(CancellationToken cancellationToken)
    {
        if (_selfTest is { IsCompletedSuccessfully: true, Result.IsSafe: true })
            return true;
        var report = await SelfTestAsync().WaitAsync(cancellationToken);
        return report.IsSafe || _options.AllowDegraded ? report.IsSafe : throw new SandboxException(report.Describe(), permanent: true);
    }

    public Task<SandboxChild> RentAsync(ZygoteKind kind, CancellationToken cancellationToken) => Pool(kind).RentAsync(cancellationToken);

    public void TopUp(ZygoteKind kind) => Pool(kind).TopUp();

    public void Dispose()
    {
        _stopping.Cancel();
        _scripts.Dispose();
        _templates.Dispose();
        _directory.Dispose();
    }

    private ChildPool Pool(ZygoteKind kind) => kind == ZygoteKind.Django ? _templates : _scripts;

    private Task<SelfTestReport> SelfTestAsync()
    {
        // One that could not start is tried again by the next to ask: the package may have been installed meanwhile.
        lock (_directory)
            return _selfTest is null or { IsFaulted: true } ? _selfTest = RunSelfTestAsync() : _selfTest;
    }

    private async Task<SelfTestReport> RunSelfTestAsync()
    {
        try
        {
            var report = await new SandboxSelfTest(_scripts, _canary, Path.Combine(Directory, "light-1.sock"), _options).RunAsync(_stopping.Token);
            if (report.IsSafe)
                _logger.SelfTestPassed(report.Attacks, (long)report.Duration.TotalMilliseconds);
            else
                _logger.SelfTestFailed(report.Describe());
            if (_scripts.Report is { Landlock: 0 })
                _logger.ClosedWorld();
            _scripts.TopUp();
            return report;
        }
        catch (SandboxException e)
        {
            _logger.SandboxUnavailable(e.Message);
            throw;
        }
    }
}
