using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Finds the models of a task among the run's definitions.</summary>
internal static class ModelLookup
{
    /// <summary>The model of a name.</summary>
    /// <exception cref="FailureException">There is none; applying a bundle sees to it that this does not happen.</exception>
    public static async Task<Model> FindAsync(TaskExecution execution, string shortName) =>
        await execution.Run.Definitions.FindModelAsync(shortName)
        ?? throw new FailureException("MODEL_NOT_FOUND", $"task '{execution.Task.ShortName}' refers to model '{shortName}', which does not exist");
}
