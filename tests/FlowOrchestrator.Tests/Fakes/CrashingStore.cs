using Flux.Documents;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>A store that a process loses at a chosen commit, and with it everything after.</summary>
internal sealed class CrashingStore(IDocumentStore inner) : IDocumentStore
{
    private long _left = long.MaxValue;

    /// <summary>Commits so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Completes when the process is dead.</summary>
    public TaskCompletionSource Dead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>So many commits more, then it is dead.</summary>
    public void CrashAfter(long commits) => Interlocked.Exchange(ref _left, commits);

    public void Crash()
    {
        CrashAfter(0);
        Dead.TrySetResult();
    }

    public Task<Document<T>?> GetAsync<T>(DocumentType<T> type, string id, CancellationToken ct)
        where T : class => Alive().GetAsync(type, id, ct);

    public Task<IReadOnlyList<Document<T>>> GetManyAsync<T>(DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class => Alive().GetManyAsync(type, ids, ct);

    public Task<DocumentPage<T>> QueryAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken ct)
        where T : class => Alive().QueryAsync(type, query, ct);

    public async Task CommitAsync(DocumentBatch batch, CancellationToken ct)
    {
        if (Interlocked.Decrement(ref _left) < 0)
        {
            Dead.TrySetResult();
            throw new DocumentStoreUnavailableException("the process is dead");
        }
        await inner.CommitAsync(batch, ct);
        Commits++;
    }

    public Task<long> NextSequenceAsync(string name, int count, CancellationToken ct) => Alive().NextSequenceAsync(name, count, ct);

    private IDocumentStore Alive() => Interlocked.Read(ref _left) > 0 ? inner : throw new DocumentStoreUnavailableException("the process is dead");
}
