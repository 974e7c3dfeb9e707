using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Stores new runs and hands them to the executor.</summary>
internal sealed class RunStarter(IDocumentStore store, Owner owner, ActiveRuns actives, RunExecutor executor, FlowOptions options, TimeProvider clock)
{
    /// <summary>Whether another run may wait.</summary>
    public bool HasRoom => actives.Count < options.MaxPendingRuns;

    /// <summary>A run that is not stored yet.</summary>
    public Run NewRun(User? user, string requestId)
    {
        var id = RunIds.New(clock);
        return new Run { Id = id, RootRunId = id, State = RunState.Pending, User = user, RequestId = requestId, FencingToken = 1, CreateTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()) };
    }

    /// <summary>Stores a run, which begins as soon as there is a place for it.</summary>
    /// <param name="document">The run.</param>
    /// <param name="cancellationToken">Gives up before the write begins.</param>
    /// <param name="together">Adds what must be written in the same moment.</param>
    /// <exception cref="FluxException">RESOURCE_EXHAUSTED: too many are waiting.</exception>
    /// <exception cref="DuplicateKeyException">A run with the same request id exists.</exception>
    public async Task<Run> StartAsync(RunDocument document, CancellationToken cancellationToken, Action<DocumentBatch>? together = null)
    {
        if (!HasRoom)
            throw FluxError.ResourceExhausted("pending runs", $"{actives.Count} runs are pending or running, the limit is {options.MaxPendingRuns}; try again later");
        var active = actives.Add(document.Run.Id);
        try
        {
            var stored = await RunCreation.StoreAsync(store, document with { Owner = owner.Id }, clock, cancellationToken, together);
            active.Journal = new RunJournal(store, clock, active, stored);
            executor.Enqueue(active, stored.Value);
            return stored.Value.Run;
        }
        catch
        {
            actives.Remove(active);
            throw;
        }
    }
}
