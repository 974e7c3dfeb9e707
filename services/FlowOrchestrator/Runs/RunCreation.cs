using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>The first write of a run: the run and its first event, together.</summary>
internal static class RunCreation
{
    /// <summary>Stores a new run.</summary>
    /// <returns>The run as stored.</returns>
    /// <exception cref="DuplicateKeyException">A run with the same request id exists.</exception>
    public static async Task<RunDocument> StoreAsync(IDocumentStore store, RunDocument document, TimeProvider clock, CancellationToken cancellationToken)
    {
        const long first = 1;
        var stored = document.Copy(first);
        stored.Run.DefinitionRevision = stored.Revision;
        var told = new RunEvent
        {
            RunId = stored.Run.Id,
            Sequence = first,
            Time = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
            Run = stored.Run.Clone(),
        };
        var batch = new DocumentBatch()
            .Insert(RunDocument.Type, stored.Run.Id, stored)
            .Insert(EventDocument.Type, EventDocument.Id(stored.Run.Id, first), new EventDocument(told));
        await store.CommitAsync(batch, cancellationToken);
        return stored;
    }
}
