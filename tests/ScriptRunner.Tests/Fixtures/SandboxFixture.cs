using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Admission;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>One real sandbox for the tests of a class.</summary>
public sealed class SandboxFixture : IDisposable
{
    private readonly ScriptSandbox _sandbox;

    public SandboxFixture()
        : this(new SandboxOptions { IdleScripts = 2, StartTimeout = TimeSpan.FromSeconds(60), TemplateWall = TimeSpan.FromSeconds(20) })
    {
    }

    internal SandboxFixture(SandboxOptions options, string? canary = null)
    {
        Options = options;
        _sandbox = new ScriptSandbox(options, TimeProvider.System, NullLogger<ScriptSandbox>.Instance, canary);
        Engine = new ScriptEngine(_sandbox, new AdmissionGate(options), options, TimeProvider.System, NullLogger<ScriptEngine>.Instance);
    }

    internal SandboxOptions Options { get; }

    internal ScriptEngine Engine { get; }

    internal ScriptSandbox Sandbox => _sandbox;

    public Task<ScriptOutcome> RunAsync(
        ScriptKind kind, string source, string inputs = "{}", IScriptHost? host = null, ScriptLimits? limits = null, CancellationToken cancellationToken = default) =>
        Engine.RunAsync(new ScriptJob(kind, source, inputs, "test", "", limits ?? new ScriptLimits()), host ?? new RecordingHost(), cancellationToken);

    public void Dispose() => _sandbox.Dispose();
}
