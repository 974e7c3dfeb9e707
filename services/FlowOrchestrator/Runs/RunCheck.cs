using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Flows;
using Flux.FlowOrchestrator.Ports;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>The full check of <c>validate_only</c> without any effect: selection, references, scripts, templates, e-mail services.</summary>
internal sealed class RunCheck(ElementSelector selector, SourceChecker sources, IMail mail)
{
    /// <summary>Checks a flow and everything that it is known to run.</summary>
    /// <returns>How many elements are selected now, before the pre-execution script.</returns>
    /// <exception cref="FluxException">INVALID_ARGUMENT with everything that is wrong; UNAVAILABLE when a service that must be asked is away.</exception>
    public async Task<int> CheckAsync(DefinitionSnapshot definitions, Flow flow, ElementFilter? selection, ExecutionMode mode, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        await CheckAsync(await CollectAsync(definitions, flow, mode, violations), violations, cancellationToken);
        var selected = 0;
        try
        {
            selected = (await selector.SelectAsync(selection ?? new ElementFilter(), cancellationToken)).Count;
        }
        catch (FailureException e)
        {
            Note(e, "selection", violations);
        }
        violations.ThrowIfAny();
        return selected;
    }

    /// <summary>Checks a task on its own.</summary>
    /// <exception cref="FluxException">As for a flow.</exception>
    public async Task CheckAsync(DefinitionSnapshot definitions, TaskDefinition task, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var models = await ModelsAsync(definitions, [task], violations);
        await CheckAsync(new Bundle(models, [task], [], new Dictionary<string, Definition>()), violations, cancellationToken);
        violations.ThrowIfAny();
    }

    private async Task CheckAsync(Bundle bundle, Violations violations, CancellationToken cancellationToken)
    {
        await sources.CheckAsync(bundle, violations, cancellationToken);
        foreach (var task in bundle.Tasks.Where(t => t.Service.Length > 0))
            await CheckServiceAsync(task, violations, cancellationToken);
    }

    private static async Task<Bundle> CollectAsync(DefinitionSnapshot definitions, Flow root, ExecutionMode mode, Violations violations)
    {
        var first = root.Clone();
        first.Mode = mode;
        var flows = new List<Flow> { first };
        var tasks = new Dictionary<string, TaskDefinition>();
        var calls = new Dictionary<string, IReadOnlyList<string>>();
        for (var i = 0; i < flows.Count; i++)
        {
            calls[flows[i].ShortName] = [.. SourceMentions.ShortNames(flows[i].ExecutionScript, "run_flow")];
            foreach (var name in SourceMentions.ShortNames(flows[i].ExecutionScript, "run_flow").Where(n => flows.All(f => f.ShortName != n)))
            {
                if (await definitions.FindFlowAsync(null, name) is { } found)
                    flows.Add(found);
                else
                    violations.Add($"flows[{i}].execution_script", $"there is no flow '{name}', which the script of flow '{flows[i].ShortName}' runs");
            }
            foreach (var name in SourceMentions.ShortNames(flows[i].ExecutionScript, "run_task").Concat(flows[i].Tasks.Select(t => t.Task)))
            {
                if (await definitions.FindTaskAsync(null, name) is { } found)
                    tasks[name] = found;
                else
                    violations.Add($"flows[{i}]", $"there is no task '{name}', which flow '{flows[i].ShortName}' runs");
            }
        }
        if (FlowCycles.Find(root.ShortName, calls) is { } cycle)
            violations.Add("flows[0].execution_script", $"the flows call each other in a circle: {string.Join(" -> ", cycle)}; a run ends where it nests too deeply");
        var models = await ModelsAsync(definitions, tasks.Values, violations);
        return new Bundle(models, [.. tasks.Values], flows, new Dictionary<string, Definition>());
    }

    private static async Task<List<Model>> ModelsAsync(DefinitionSnapshot definitions, IEnumerable<TaskDefinition> tasks, Violations violations)
    {
        var models = new List<Model>();
        foreach (var name in tasks.SelectMany(t => new[] { t.AutomationModel, t.ProcessingModel }).Where(n => n.Length > 0).Distinct())
        {
            if (await definitions.FindModelAsync(name) is { } found)
                models.Add(found);
            else
                violations.Add("models", $"there is no model '{name}'");
        }
        return models;
    }

    private async Task CheckServiceAsync(TaskDefinition task, Violations violations, CancellationToken cancellationToken)
    {
        var path = $"task {task.ShortName}.service";
        try
        {
            violations.Require(await mail.ServiceExistsAsync(task.Service, cancellationToken), path, $"there is no e-mail service '{task.Service}'");
        }
        catch (FailureException e)
        {
            Note(e, path, violations);
        }
    }

    private static void Note(FailureException error, string path, Violations violations)
    {
        if (error.Code is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            throw FluxError.Unavailable(error.Message, TimeSpan.FromSeconds(1));
        violations.Add(path, error.Message);
    }
}
