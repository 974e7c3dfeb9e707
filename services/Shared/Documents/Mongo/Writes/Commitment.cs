using Flux.Documents.Mongo.Bson;

namespace Flux.Documents.Mongo.Writes;

/// <summary>One commit over all its attempts.</summary>
internal sealed class Commitment(WriteId write, MongoPlan plan)
{
    /// <summary>Stays the same over all attempts, so that a late first attempt and a second one cannot both count.</summary>
    public WriteId Write { get; } = write;

    public MongoPlan Plan { get; } = plan;

    /// <summary>The batch's conditions stand for what is stored; after a failed attempt everything is read.</summary>
    public bool Assumed { get; set; } = true;

    /// <summary>An attempt was cut off.</summary>
    public bool OutcomeUnknown { get; set; }

    /// <summary>Of the last attempt.</summary>
    public IReadOnlyList<MongoChange> Changes { get; set; } = [];

    /// <summary>
    /// Whether the attempt that was cut off took place. Throws when that cannot be told any more, because others have written all its documents since.
    /// </summary>
    public bool HasHappened(Dictionary<DocumentKey, StoredState> states)
    {
        if (Changes.Count == 0) return false;
        if (Changes.Any(change => states[change.Key].Write == Write)) return true;
        // As before, or written by somebody else from what was before: the attempt did not take place.
        if (Changes.Any(change => states[change.Key].Version is { } version && (version == change.Base || (change.Content is not null && version == change.Version)))) return false;
        if (Changes.Any(change => change.Base is null && states[change.Key].Version is null)) return false;
        // Only removals are left, and what was to go is gone.
        if (Changes.All(change => change.Content is null && states[change.Key].Version is null)) return true;
        throw new DocumentStoreUnavailableException(
            "The connection to MongoDB broke during a write, and other writers have changed the documents since: it cannot be told whether the write took place. Read the documents again.")
        {
            OutcomeUnknown = true,
        };
    }
}
