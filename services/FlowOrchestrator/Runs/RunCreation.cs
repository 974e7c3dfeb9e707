using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>The first write of a run: the run, its first event and a long list of chosen elements, together.</summary>
internal static class RunCreation
{
    /// <summary>Stores a new run.</summary>
    /// <param name="store">The store.</param>
    /// <param name="document">The run.</param>
    /// <param name="clock">Tells the event's time.</param>
    /// <param name="cancellationToken">Gives up before the write begins.</param>
    /// <param name="together">Adds what must be written in the same moment.</param>
    /// <returns>The run as stored.</returns>
    /// <exception cref="DuplicateKeyException">A run with the same request id exists.</exception>
    public static async Task<Document<RunDocument>> StoreAsync(
        IDocumentStore store, RunDocument document, TimeProvider clock, CancellationToken cancellationToken, Action<DocumentBatch>? together = null)
    {
        const long first = 1;
        var batch = new DocumentBatch();
        var stored = ElementList.Take(document, batch).Copy(first);
        stored.Run.DefinitionRevision = stored.Revision;
        stored.Run.Etag = RunEtag.First;
        var told = new RunEvent
        {
            RunId = stored.Run.Id,
            Sequence = first,
            Time = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
            Run = stored.Run.Clone(),
        };
        batch.Insert(RunDocument.Type, stored.Run.Id, stored)
            .Insert(EventDocument.Type, EventDocument.Id(stored.Run.Id, first), new EventDocument(told));
        together?.Invoke(batch);
        await store.CommitAsync(batch, cancellationToken);
        return new Document<RunDocument>(stored.Run.Id, 1, stored);
    }
}
