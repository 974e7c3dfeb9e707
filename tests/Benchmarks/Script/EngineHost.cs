using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Admission;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flux.Benchmarks.Script;

/// <summary>The engine of the service in this process, without gRPC.</summary>
internal sealed class EngineHost : IMeasured, IAsyncDisposable
{
    private readonly ScriptSandbox _sandbox;
    private readonly ScriptEngine _engine;
    private readonly RenderTemplatesRequest _template = Samples.Template;

    private EngineHost()
    {
        var options = new SandboxOptions();
        _sandbox = new ScriptSandbox(options, TimeProvider.System, NullLogger<ScriptSandbox>.Instance);
        _engine = new ScriptEngine(_sandbox, new AdmissionGate(options), options, TimeProvider.System, NullLogger<ScriptEngine>.Instance);
    }

    public double Processor => ProcessTimes.Of(Environment.ProcessId) + ProcessTimes.OfChildren(Environment.ProcessId);

    public static async Task<EngineHost> StartAsync()
    {
        var host = new EngineHost();
        await host._sandbox.StartAsync(default);
        await host._sandbox.EnsureSafeAsync(Flux.ScriptRunner.Sandbox.Zygotes.ZygoteKind.Light, default);
        await host.TemplateAsync();
        return host;
    }

    public Task TinyAsync() => RunAsync(ScriptKind.Management, Samples.Tiny, Samples.TinyInputs);

    /// <summary>Takes a large context and gives a number.</summary>
    public Task LookAsync() => RunAsync(ScriptKind.Free, Samples.Look, Samples.LargeInputs);

    /// <summary>Takes a large context, changes it and gives it back.</summary>
    public Task LargeAsync() => RunAsync(ScriptKind.Management, Samples.Large, Samples.LargeInputs);

    public async Task TemplateAsync() => Check(await _engine.RenderAsync(_template, default));

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return default;
    }

    private async Task RunAsync(ScriptKind kind, string source, string inputs) =>
        Check(await _engine.RunAsync(new ScriptJob(kind, source, inputs, "bench", "", new ScriptLimits()), SilentHost.Instance, default));

    private static void Check(ScriptOutcome outcome)
    {
        if (outcome.Failure is not null)
            throw new InvalidOperationException(outcome.Failure.ToString());
    }
}
