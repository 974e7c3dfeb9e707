using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>Scripts written in C#: the source of a script is the name of its body here. Templates know {{ dotted.paths }} only.</summary>
internal sealed partial class FakeScripts : IScripts
{
    private readonly ConcurrentDictionary<string, Func<FakeScript, Task<JsonObject>>> _bodies = new();

    /// <summary>Every script that ran, in the order in which they began.</summary>
    public ConcurrentQueue<ScriptJob> Ran { get; } = new();

    /// <summary>Thrown by every call when set.</summary>
    public FailureException? Down { get; set; }

    /// <summary>Every template fails to render.</summary>
    public bool BrokenTemplates { get; set; }

    /// <summary>Gives a source its body.</summary>
    public string Add(string source, Func<FakeScript, Task<JsonObject>> body)
    {
        _bodies[source] = body;
        return source;
    }

    /// <summary>The body of a source.</summary>
    public Func<FakeScript, Task<JsonObject>> Body(string source) => _bodies[source];

    /// <summary>Gives a source a body that never waits.</summary>
    public string Add(string source, Func<FakeScript, JsonObject> body) => Add(source, script => Task.FromResult(body(script)));

    public async Task<ScriptOutcome> ExecuteAsync(ScriptJob job, IScriptHost host, CancellationToken cancellationToken)
    {
        if (Down is not null)
            throw Down;
        Ran.Enqueue(job);
        var inputs = new JsonObject();
        foreach (var (name, value) in job.Inputs)
            inputs[name] = value?.DeepClone();
        try
        {
            var outputs = await _bodies[job.Source](new FakeScript(inputs, host, cancellationToken));
            return new ScriptOutcome(Json.ParseObject(Json.Write(outputs)), null);
        }
        catch (ScriptCallException e)
        {
            return new ScriptOutcome([], new Failure { Reason = "SCRIPT_EXCEPTION", Type = e.Type, Message = e.Message, SourceName = job.Name, Line = 1 });
        }
    }

    public Task<IReadOnlyList<string>> RenderAsync(IReadOnlyList<Template> templates, string contextJson, string tenant, CancellationToken cancellationToken)
    {
        if (Down is not null)
            throw Down;
        if (BrokenTemplates)
            throw new FailureException(new Failure { Reason = "TEMPLATE_ERROR", Type = "TypeError", Message = "cannot render" });
        var context = Json.Parse(contextJson);
        return Task.FromResult<IReadOnlyList<string>>([.. templates.Select(t => Render(t, context))]);
    }

    public Task<Failure?> CheckAsync(ScriptKind kind, string name, string source, CancellationToken cancellationToken)
    {
        if (Down is not null)
            throw Down;
        return Task.FromResult(_bodies.ContainsKey(source) ? null : new Failure { Reason = "SYNTAX_ERROR", Type = "SyntaxError", Message = "invalid syntax", Line = 1, SourceLine = source });
    }

    private static string Render(Template template, JsonNode? context)
    {
        if (template.Source.Contains("{% bad", StringComparison.Ordinal))
            throw new FailureException(new Failure { Reason = "TEMPLATE_ERROR", Type = "TemplateSyntaxError", Message = "Invalid block tag: 'bad'", SourceName = template.Name, Line = 1 });
        return Variable().Replace(template.Source, m => JsonPointer.Find(context, "/" + m.Groups[1].Value.Replace('.', '/')) is { } value ? Json.Text(value) : "");
    }

    [GeneratedRegex(@"\{\{\s*([\w.]+)\s*\}\}")]
    private static partial Regex Variable();
}
