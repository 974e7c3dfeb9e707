using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Models;
using Flux.FlowOrchestrator.Parsing;
using Flux.FlowOrchestrator.Ports;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>Compiles every script and parses every template of a bundle, through script-runner: the only one who knows Python and Django.</summary>
internal sealed class SourceChecker(IScripts scripts, FlowOptions options)
{
    /// <summary>Notes every source that does not compile.</summary>
    /// <exception cref="FluxException">UNAVAILABLE: script-runner is away, so nothing can be said.</exception>
    public async Task CheckAsync(Bundle bundle, Violations violations, CancellationToken cancellationToken)
    {
        var sources = Sources(bundle).Where(s => s.Text.Trim().Length > 0).ToList();
        var found = new ConcurrentDictionary<string, string>();
        var degree = new ParallelOptions { MaxDegreeOfParallelism = options.CheckConcurrency, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(sources, degree, async (source, ct) =>
            {
                if (await CheckAsync(source, ct) is { } failure)
                    found[source.Path] = Describe(failure);
            });
        }
        catch (FailureException e)
        {
            throw FluxError.Unavailable($"the scripts and templates cannot be checked: {e.Message}", TimeSpan.FromSeconds(1), "SCRIPT_RUNNER_UNAVAILABLE");
        }
        foreach (var source in sources.Where(s => found.ContainsKey(s.Path)))
            violations.Add(source.Path, found[source.Path]);
    }

    private async Task<Failure?> CheckAsync(Source source, CancellationToken cancellationToken)
    {
        if (source.IsTextFsm)
            return await CheckTextFsmAsync(source, cancellationToken);
        if (source.Kind is { } kind)
            return await scripts.CheckAsync(kind, source.Name, source.Text, cancellationToken);
        try
        {
            await scripts.RenderAsync([new Template { Name = source.Name, Source = source.Text }], "{}", "", cancellationToken);
            return null;
        }
        catch (FailureException e) when (e.Code is null)
        {
            // Without a context a template may well fail to render; only what is wrong with any context counts.
            return e.Failure.Type is "TemplateSyntaxError" or "TemplateDoesNotExist" ? e.Failure : null;
        }
    }

    // TextFSM reads its template before the text, so no text at all is enough to know.
    private async Task<Failure?> CheckTextFsmAsync(Source source, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, JsonNode?> { ["model"] = new JsonObject { ["template"] = source.Text }, ["data"] = "" };
        var job = new ScriptJob(ScriptKind.Model, source.Name, TextFsmScript.Source, inputs, options.CallTimeout, "");
        return (await scripts.ExecuteAsync(job, new NoHost(), cancellationToken)).Failure is { } failure
            ? new Failure { Reason = failure.Reason, Message = failure.Message }
            : null;
    }

    private static IEnumerable<Source> Sources(Bundle bundle)
    {
        foreach (var (i, model) in bundle.Models.Index())
        {
            var name = $"model {model.ShortName}";
            if (ModelClasses.IsScript(model.ModelClass))
                yield return new($"models[{i}].data", name, model.Data, ScriptKind.Model);
            else if (model.ModelClass == ModelClass.Textfsm)
                yield return new($"models[{i}].data", name, model.Data, null, IsTextFsm: true);
            else if (IsRendered(model, bundle) && Templates.IsTemplate(model.Data))
                yield return new($"models[{i}].data", name, model.Data, null);
        }
        foreach (var (i, task) in bundle.Tasks.Index())
        {
            yield return new($"tasks[{i}].management_script", $"task {task.ShortName} / management_script", task.ManagementScript, ScriptKind.Management);
            yield return new($"tasks[{i}].processing_script", $"task {task.ShortName} / processing_script", task.ProcessingScript, ScriptKind.Processing);
            if (Templates.IsTemplate(task.Http?.Path ?? ""))
                yield return new($"tasks[{i}].http.path", $"task {task.ShortName} / http.path", task.Http!.Path, null);
            foreach (var (header, value) in task.Http?.Headers.Where(h => Templates.IsTemplate(h.Value)) ?? [])
                yield return new($"tasks[{i}].http.headers[{header}]", $"task {task.ShortName} / http.headers[{header}]", value, null);
        }
        foreach (var (i, flow) in bundle.Flows.Index())
        {
            var kind = flow.Mode == ExecutionMode.Parallel ? ScriptKind.FlowParallel : ScriptKind.FlowSerial;
            yield return new($"flows[{i}].pre_execution_script", $"flow {flow.ShortName} / pre_execution_script", flow.PreExecutionScript, ScriptKind.FlowPreExecution);
            yield return new($"flows[{i}].execution_script", $"flow {flow.ShortName} / execution_script", flow.ExecutionScript, kind);
            foreach (var (j, step) in flow.Tasks.Index())
                yield return new($"flows[{i}].tasks[{j}].condition", $"flow {flow.ShortName} / condition of {step.Task}", step.Condition, ScriptKind.Condition);
        }
    }

    // A json or xml model that takes an answer apart is a structure, whose variables ("{{ ports.*.name }}") are none of Django's.
    private static bool IsRendered(Model model, Bundle bundle) =>
        ModelClasses.IsTemplate(model.ModelClass)
        && (!ModelClasses.Parses(model.ModelClass) || Parsers.Check(model) is not null || bundle.Tasks.Any(t => t.AutomationModel == model.ShortName));

    private static string Describe(Failure failure)
    {
        var place = failure.Line > 0 ? $"line {failure.Line}: " : "";
        var type = failure.Type.Length > 0 ? $"{failure.Type}: " : "";
        var line = failure.SourceLine.Trim();
        return $"{place}{type}{failure.Message}{(line.Length > 0 ? $" in '{line}'" : "")}";
    }

    /// <summary>A source of a bundle; without a kind it is a template.</summary>
    private sealed record Source(string Path, string Name, string Text, ScriptKind? Kind, bool IsTextFsm = false)
    {
        private const int LongestName = 200;

        // A label for messages: the declared name may be of any kind here, what is wrong with it is told beside this check.
        public string Name { get; } = new([.. Name.Take(LongestName).Select(c => char.IsControl(c) ? ' ' : c)]);
    }
}
