using Flux.Documents.Model;

namespace Flux.Documents.Mongo.Writes;

/// <summary>Works out what a batch makes of each document, in the order of its writes, from what is stored.</summary>
internal sealed class MongoPlan(IReadOnlyList<DocumentWrite> writes)
{
    /// <summary>Every document that the batch writes.</summary>
    public IReadOnlyList<DocumentKey> Keys { get; } = [.. writes.Where(write => write.Kind != WriteKind.Require).Select(Key).Distinct()];

    /// <summary>Every document that must be there; to be read after <see cref="Keys"/>, see <see cref="DocumentBatch.Require"/>.</summary>
    public IReadOnlyList<DocumentKey> Required { get; } = [.. writes.Where(write => write.Kind == WriteKind.Require).Select(Key).Distinct()];

    /// <summary>
    /// What the conditions of the batch say about the stored documents; tried first, because it is true unless the batch fails.
    /// The documents that are missing here have no condition and must be read.
    /// </summary>
    public Dictionary<DocumentKey, StoredState> Assume()
    {
        var states = new Dictionary<DocumentKey, StoredState>();
        foreach (var write in writes.Where(write => write.Kind != WriteKind.Require).DistinctBy(Key))
        {
            if (write.Kind == WriteKind.Insert) states.Add(Key(write), new StoredState(null));
            else if (write.ExpectedVersion is { } version) states.Add(Key(write), new StoredState(version));
        }

        return states;
    }

    /// <summary>The changes, and the version of each write. Throws what the batch's conditions demand.</summary>
    public List<MongoChange> Simulate(Dictionary<DocumentKey, StoredState> states)
    {
        var results = new Dictionary<DocumentKey, MongoChange>();
        foreach (var write in writes)
        {
            var key = Key(write);
            var before = states[key].Version;
            var now = results.TryGetValue(key, out var change) ? (change.Content is null ? null : change.Version) : before;
            if (write.Kind == WriteKind.Insert && now is not null) throw new DuplicateKeyException(write.Definition.Collection, CollectionDefinition.IdIndex, write.Id);
            if (write.ExpectedVersion is { } expected && now != expected) throw new DocumentConflictException(write.Definition.Collection, write.Id, expected, now);
            if (write.Kind == WriteKind.Require)
            {
                write.ResultVersion = now ?? throw new DocumentConflictException(write.Definition.Collection, write.Id, write.ExpectedVersion ?? 0, null);
                continue;
            }

            write.ResultVersion = write.Kind == WriteKind.Delete ? 0 : (now ?? 0) + 1;
            results[key] = new MongoChange(key, before, write.Kind == WriteKind.Delete ? null : write, write.ResultVersion);
        }

        // What was absent and is absent again needs no write.
        return [.. results.Values.Where(change => change.Base is not null || change.Content is not null)];
    }

    private static DocumentKey Key(DocumentWrite write) => new(write.Definition, write.Id);
}
