using Flux.Contracts.Flow.V1;
using Flux.Documents;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Writes that will be one commit. Of several writes to one document only the last is kept; events are all kept, in order.</summary>
internal sealed class PendingWrites
{
    private readonly List<RunEvent> _events = [];
    private readonly Dictionary<string, Action<DocumentBatch>> _documents = [];
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many writes there are.</summary>
    public int Count => _events.Count + _documents.Count;

    /// <summary>The events, in order.</summary>
    public IReadOnlyList<RunEvent> Events => _events;

    /// <summary>Nothing to write.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Completes when the writes are on disk.</summary>
    public Task Committed => _committed.Task;

    /// <summary>Adds an event, which nobody changes any more.</summary>
    public void Add(RunEvent value) => _events.Add(value);

    /// <summary>Adds or replaces the write of a document.</summary>
    public void Put(string document, Action<DocumentBatch> write) => _documents[document] = write;

    /// <summary>The writes; serialized here, off the path of those who gave them.</summary>
    public DocumentBatch ToBatch()
    {
        var batch = new DocumentBatch();
        foreach (var write in _documents.Values)
            write(batch);
        foreach (var value in _events)
            batch.Insert(EventDocument.Type, EventDocument.Id(value.RunId, value.Sequence), new EventDocument(value));
        return batch;
    }

    /// <summary>The writes are on disk.</summary>
    public void Complete() => _committed.TrySetResult();

    /// <summary>The writes are lost.</summary>
    public void Fail(Exception error)
    {
        _committed.TrySetException(error);
        // Nobody may be waiting; the next flush tells the fault.
        _ = _committed.Task.Exception;
    }
}
