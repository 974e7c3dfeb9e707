using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Models;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Runs the scripts of a task: management, processing and model scripts.</summary>
internal sealed class TaskScripts(IScripts scripts, ElementCalls calls, IDevices devices, FlowOptions options)
{
    // As much as one line of log_message.
    private const int LongestPrint = 8 * 1024;

    /// <summary>Runs a script to its end.</summary>
    /// <param name="execution">The task.</param>
    /// <param name="kind">The kind of script.</param>
    /// <param name="name">Its name in failures.</param>
    /// <param name="source">Python.</param>
    /// <param name="inputs">What its names are made from.</param>
    /// <param name="cancellationToken">Kills the script.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="FailureException">The script failed.</exception>
    public async Task<JsonObject> RunAsync(
        TaskExecution execution, ScriptKind kind, string name, string source, IReadOnlyDictionary<string, JsonNode?> inputs, CancellationToken cancellationToken)
    {
        var limit = execution.Task.Timeout?.ToTimeSpan() ?? options.TaskTimeout;
        var outcome = await scripts.ExecuteAsync(new ScriptJob(kind, name, source, inputs, limit, execution.Run.Tenant), new TaskScriptHost(execution, calls, devices), cancellationToken);
        if (outcome.Stdout.Length > 0)
            execution.Log(RunLogLevel.Debug, $"printed: {(outcome.Stdout.Length > LongestPrint ? outcome.Stdout[..LongestPrint] : outcome.Stdout).TrimEnd()}");
        return outcome.Failure is null ? outcome.Outputs : throw new FailureException(outcome.Failure);
    }

    /// <summary>A task as a place where models are used.</summary>
    public ModelUse ForModels(TaskExecution execution) => new(
        execution.Context,
        execution.Run.Tenant,
        (name, source, inputs, ct) => RunAsync(execution, ScriptKind.Model, name, source, inputs, ct));

    /// <summary>Takes a script's <c>context</c> over: what it left out stays as it was (seed 000: <c>update()</c>).</summary>
    /// <returns>The keys that it added or changed.</returns>
    public static JsonObject Update(JsonObject context, JsonNode? written)
    {
        var changed = new JsonObject();
        if (written is not JsonObject given)
            return changed;
        foreach (var key in given.Select(p => p.Key).ToList())
        {
            var value = given[key];
            if (!context.TryGetPropertyValue(key, out var before) || !JsonNode.DeepEquals(before, value))
                changed[key] = value?.DeepClone();
            given.Remove(key);
            context[key] = value;
        }
        return changed;
    }
}
