using Flux.Contracts.Context.V1;

namespace Flux.FlowOrchestrator.Ports;

/// <summary>The backpack of a run. Every method throws <see cref="Common.FailureException"/> when the call fails.</summary>
internal interface IContexts
{
    /// <summary>Contexts of elements as operators see them, secrets masked; without the elements that do not exist.</summary>
    Task<IReadOnlyList<ElementContext>> BuildElementContextsAsync(IReadOnlyList<long> elementIds, CancellationToken cancellationToken);

    /// <summary>Adds entries to a run's flow context; code NOT_FOUND when an element does not exist, and then adds none.</summary>
    Task<AppendFlowEntriesResponse> AppendAsync(string runId, IReadOnlyList<long> elementIds, CancellationToken cancellationToken);

    /// <summary>Builds the context that a task starts with.</summary>
    Task<BuildTaskContextResponse> BuildTaskContextAsync(BuildTaskContextRequest request, CancellationToken cancellationToken);

    /// <summary>Puts a finished task's steps under the element's entry.</summary>
    Task RecordTaskResultAsync(RecordTaskResultRequest request, CancellationToken cancellationToken);

    /// <summary>Reads a run's entries.</summary>
    Task<GetFlowContextResponse> GetFlowContextAsync(GetFlowContextRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes a run's entries; absence is fine.</summary>
    Task DeleteFlowContextAsync(string runId, CancellationToken cancellationToken);
}
