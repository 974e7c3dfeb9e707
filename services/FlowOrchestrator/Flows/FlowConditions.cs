using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>The condition of a step of a flow (seed 000: condition_value on TaskFlow).</summary>
internal sealed class FlowConditions(IScripts scripts, FlowEntries entries, FlowOptions options)
{
    /// <summary>Whether the step runs for an element; without a condition always.</summary>
    /// <exception cref="FailureException">The script failed, or assigned no <c>condition</c> (CONDITION_NOT_SET).</exception>
    public async Task<bool> HoldsAsync(RunScope run, Flow flow, FlowTask step, RunElement element, CancellationToken cancellationToken)
    {
        if (step.Condition.Trim().Length == 0)
            return true;
        var upTo = flow.Mode == ExecutionMode.Parallel ? int.MaxValue - 1 : element.Index;
        var inputs = new Dictionary<string, JsonNode?>
        {
            ["flow_context"] = await entries.ViewAsync(run, step.Condition.Contains("flow_context", StringComparison.Ordinal), upTo, cancellationToken),
            ["current"] = element.Index,
            ["last"] = run.Board.Elements.Count - 1,
        };
        var job = new ScriptJob(ScriptKind.Condition, $"flow {flow.ShortName} / condition of {step.Task}", step.Condition, inputs, options.TaskTimeout, run.Tenant);
        var outcome = await scripts.ExecuteAsync(job, new RunScriptHost(run, element), cancellationToken);
        if (outcome.Failure is not null)
            throw new FailureException(Failures.Masked(outcome.Failure, run.Secrets.All.Apply));
        return outcome.Outputs["condition"] is JsonValue value && value.TryGetValue<bool>(out var holds)
            ? holds
            : throw new FailureException("CONDITION_NOT_SET", "the condition script assigned neither True nor False to condition");
    }
}
