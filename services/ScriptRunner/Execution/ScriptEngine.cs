using System.Text;
using System.Text.Json;
using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Admission;
using Flux.ScriptRunner.Kinds;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Sandbox.Zygotes;

namespace Flux.ScriptRunner.Execution;

/// <summary>Runs scripts, renders templates and checks sources, each in a child of its own.</summary>
internal sealed class ScriptEngine(ScriptSandbox sandbox, AdmissionGate gate, SandboxOptions options, TimeProvider time, ILogger<ScriptEngine> logger)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs a script to its end.</summary>
    /// <exception cref="FluxException">FAILED_PRECONDITION or UNAVAILABLE: nothing can run now. RESOURCE_EXHAUSTED: too much is running.</exception>
    public Task<ScriptOutcome> RunAsync(ScriptJob job, IScriptHost host, CancellationToken cancellationToken)
    {
        var kind = KindCatalog.Find(job.Kind)!;
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                work = "script",
                kind = kind.Key,
                source = job.Source,
                name = job.Name,
                result_bytes = job.Limits.Result,
                replay = job.Determinism is { } d ? new { microseconds = (d.Time - DateTimeOffset.UnixEpoch).Ticks / 10, seed = d.Seed } : null,
            }, Plain);
        return ExecuteAsync(ZygoteKind.Light, header, job.InputsJson, Context(job.Name, job.Tenant, job.Limits, kind.Calls, host), cancellationToken);
    }

    /// <summary>Renders templates; the result is <c>{"texts": [...]}</c>.</summary>
    public Task<ScriptOutcome> RenderAsync(RenderTemplatesRequest request, CancellationToken cancellationToken)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                work = "templates",
                includes = request.Includes,
                templates = request.Templates.Select(t => new { name = t.Name, source = t.Source, autoescape = t.Autoescape }),
            }, Plain);
        var limits = new ScriptLimits { Wall = options.TemplateWall, Calls = 0 };
        var name = request.Templates.Count == 1 ? request.Templates[0].Name : "templates";
        return ExecuteAsync(ZygoteKind.Django, header, request.ContextJson, Context(name, request.Tenant, limits, [], SilentHost.Instance), cancellationToken);
    }

    /// <summary>Checks a source without running it; the result is that of check.py.</summary>
    public Task<ScriptOutcome> CheckAsync(ScriptKind kind, string source, string name, CancellationToken cancellationToken)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new { work = "check", kind = KindCatalog.Find(kind)!.Key, source, name }, Plain);
        return ExecuteAsync(ZygoteKind.Light, header, "{}", Context(name, "", new ScriptLimits(), [], SilentHost.Instance), cancellationToken);
    }

    private RunContext Context(string name, string tenant, ScriptLimits limits, string[] calls, IScriptHost host) => new(name, tenant, limits, calls, host)
    {
        Time = time,
        Logger = logger,
        Waiting = () => sandbox.TopUp(ZygoteKind.Light),
    };

    private async Task<ScriptOutcome> ExecuteAsync(
        ZygoteKind zygote, byte[] header, string inputs, RunContext context, CancellationToken cancellationToken)
    {
        await GuardAsync(() => sandbox.EnsureSafeAsync(cancellationToken));
        using var ticket = await gate.EnterAsync(context.Tenant, cancellationToken);
        using var child = await GuardAsync(() => sandbox.RentAsync(zygote, cancellationToken));
        // Processor time takes a second to use up, memory does not: only a lower memory limit must be in force before the script is.
        var limited = context.Limits.Cpu < options.MaxCpu || context.Limits.Memory < options.MaxMemory
            ? child.LimitAsync(context.Limits.Cpu, context.Limits.Memory)
            : Task.CompletedTask;
        if (context.Limits.Memory < options.MaxMemory)
            await GuardAsync(() => WhenInForceAsync(limited, cancellationToken));
        try
        {
            return await new ScriptRun(context, child, ticket).ExecuteAsync(header, Encoding.UTF8.GetBytes(inputs), cancellationToken);
        }
        finally
        {
            child.Dispose();
            sandbox.TopUp(zygote);
        }
    }

    private async Task<bool> WhenInForceAsync(Task limited, CancellationToken cancellationToken)
    {
        await limited.WaitAsync(options.StartTimeout, time, cancellationToken);
        return true;
    }

    // The one place where the sandbox's own troubles become statuses.
    private static async Task<T> GuardAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (TimeoutException)
        {
            throw FluxError.Unavailable("the Python zygote does not answer in time", TimeSpan.FromSeconds(1), "SANDBOX_UNAVAILABLE");
        }
        catch (SandboxException e)
        {
            throw e.Permanent
                ? FluxError.FailedPrecondition("SANDBOX_NOT_SAFE", "sandbox", e.Message)
                : FluxError.Unavailable(e.Message, TimeSpan.FromSeconds(1), "SANDBOX_UNAVAILABLE");
        }
    }
}
