using Flux.Contracts.Common.V1;
using Flux.Contracts.Script.V1;

namespace Flux.FlowOrchestrator.Ports;

/// <summary>Python in the sandbox. A script's own failure is an outcome; a call that fails throws <see cref="Common.FailureException"/>.</summary>
internal interface IScripts
{
    /// <summary>Runs a script; its calls and log lines go to <paramref name="host"/>. Cancelling kills it.</summary>
    Task<ScriptOutcome> ExecuteAsync(ScriptJob job, IScriptHost host, CancellationToken cancellationToken);

    /// <summary>Renders templates, autoescape off, against one context.</summary>
    /// <returns>One text a template.</returns>
    Task<IReadOnlyList<string>> RenderAsync(IReadOnlyList<Template> templates, string contextJson, string tenant, CancellationToken cancellationToken);

    /// <summary>Compiles without running.</summary>
    /// <returns>Why the source does not compile, or null.</returns>
    Task<Failure?> CheckAsync(ScriptKind kind, string name, string source, CancellationToken cancellationToken);
}
