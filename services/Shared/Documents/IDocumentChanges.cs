namespace Flux.Documents;

/// <summary>Tells waiters inside this process that a collection was written. Other processes' writes are not seen.</summary>
public interface IDocumentChanges
{
    /// <summary>Number of commits that wrote the collection since the store was opened. Read it before querying, then wait for more than it.</summary>
    long Current(string collection);

    /// <summary>Completes once <see cref="Current"/> is greater than <paramref name="seen"/>, so no change between reading and waiting is lost; answers the new number.</summary>
    Task<long> WaitAsync(string collection, long seen, CancellationToken ct);
}
