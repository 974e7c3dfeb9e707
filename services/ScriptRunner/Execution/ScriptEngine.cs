using System.Text;
using System.Text.Json;
using Flux.Contracts.Script;
using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Admission;
using Flux.ScriptRunner.Kinds;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Sandbox.Zygotes;

namespace Flux.ScriptRunner.Execution;

/// <summary>Runs scripts, renders templates and checks sources, each in a child of its own; only templates without anything to run need none.</summary>
internal sealed class ScriptEngine(ScriptSandbox sandbox, AdmissionGate gate, SandboxOptions options, TimeProvider time, ILogger<ScriptEngine> logger)
{
    private static readonly TimeSpan LimitAfter = TimeSpan.FromMilliseconds(400);
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
    public async Task<ScriptOutcome> RenderAsync(RenderTemplatesRequest request, CancellationToken cancellationToken)
    {
        // Also what needs no child is answered only where children are safe: whether a service works must not depend on what a template holds.
        await GuardAsync(() => sandbox.EnsureSafeAsync(ZygoteKind.Django, cancellationToken));
        if (PlainTemplates.TryRender(request) is { } texts)
            return new ScriptOutcome(JsonSerializer.Serialize(new { texts }, Plain), null, "", new ScriptUsage(TimeSpan.Zero, TimeSpan.Zero, 0, 0));
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                work = "templates",
                includes = request.Includes,
                templates = request.Templates.Select(t => new { name = t.Name, source = t.Source, autoescape = t.Autoescape }),
            }, Plain);
        var limits = new ScriptLimits { Wall = options.TemplateWall, Calls = 0 };
        var name = request.Templates.Count == 1 ? request.Templates[0].Name : "templates";
        return await ExecuteAsync(ZygoteKind.Django, header, request.ContextJson, Context(name, request.Tenant, limits, [], SilentHost.Instance), cancellationToken);
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
        await GuardAsync(() => sandbox.EnsureSafeAsync(zygote, cancellationToken));
        using var ticket = await gate.EnterAsync(context.Tenant, cancellationToken);
        var child = await GuardAsync(() => new ValueTask<SandboxChild>(sandbox.RentAsync(zygote, cancellationToken)));
        try
        {
            // Memory is used up at once, so a lower limit must be in force before the script is. Processor time takes a second at least:
            // most runs are over before they have to be told.
            if (context.Limits.Memory < options.MaxMemory)
                await GuardAsync(() => LimitAsync(child, context.Limits, cancellationToken));
            using var later = context.Limits.Cpu < options.MaxCpu && context.Limits.Memory >= options.MaxMemory
                ? time.CreateTimer(_ => child.LimitAsync(context.Limits.Cpu, context.Limits.Memory), null, LimitAfter, Timeout.InfiniteTimeSpan)
                : null;
            return await new ScriptRun(context, child, ticket).ExecuteAsync(header, Encoding.UTF8.GetBytes(inputs), cancellationToken);
        }
        finally
        {
            sandbox.Return(zygote, child);
        }
    }

    private async ValueTask<bool> LimitAsync(SandboxChild child, ScriptLimits limits, CancellationToken cancellationToken)
    {
        await child.LimitAsync(limits.Cpu, limits.Memory).WaitAsync(options.StartTimeout, time, cancellationToken);
        return true;
    }

    // The one place where the sandbox's own troubles become statuses.
    private static async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> action)
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
