using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>Writes one document with one statement, which every server does wholly or not at all; on a replica set the driver repeats it once by itself.</summary>
/// <param name="waits">Where batches of this database lock documents, see <see cref="IntentWrite"/>; else null.</param>
/// <param name="reached">For tests.</param>
internal sealed class SingleWrite(LockWaits? waits, Action<IntentStep>? reached) : ICommitProtocol
{
    public bool TryWrite(MongoClient client, IReadOnlyList<MongoChange> changes, WriteId write)
    {
        var change = changes[0];
        using var filter = Filter(change);
        using var document = Document(change, write);
        using var options = new BsonWriter();
        // The driver would look for names that older servers refused.
        if (document is not null) options.Boolean("validate"u8, false);
        options.EndWrite();
        var outcome = WriteOutcome.Of(client.WriteOne(change.Key.Definition.Collection, filter, document, options));
        return outcome.DuplicateIndex switch
        {
            null => outcome.Written == 1 && Confirm(client, change, write),
            CollectionDefinition.IdIndex => false,
            var index => throw new DuplicateKeyException(change.Key.Definition.Collection, index, change.Key.Id),
        };
    }

    /// <summary>A new document may have taken a value that a batch under way passes on; then it must go again, and the answer is false.</summary>
    public bool Confirm(MongoClient client, MongoChange change, WriteId write)
    {
        if (waits is null || change.Base is not null || !Handovers.Uniques(change).Any()) return true;
        reached?.Invoke(IntentStep.Unconfirmed);
        try
        {
            return ConfirmUnique(client, change, write);
        }
        catch (MongoFailure failure) when (failure.NoServer)
        {
            // The document is written, but may still be sent away.
            throw MongoErrors.Translate(failure, outcomeUnknown: true);
        }
    }

    private bool ConfirmUnique(MongoClient client, MongoChange change, WriteId write)
    {
        var batch = Handovers.Find(client, [change]);
        // The batch may have sent it away already, and be finished.
        var states = new Dictionary<DocumentKey, StoredState>();
        StoredStates.ReadMissing(client, [change.Key], states);
        if (batch is null) return states[change.Key].Lock is null;
        using var delete = MongoCommands.Start("delete"u8, change.Key.Definition.Collection);
        delete.StartArray("deletes"u8).StartItem(0).StartDocument("q"u8).String(MongoFields.Id, change.Key.Id).ObjectId(MongoFields.Write, write).End();
        delete.Int32("limit"u8, 1).End().End().EndWrite();
        WriteOutcome.Of(client.Write(delete));
        waits!.Resolve(client, change.Key, batch.Value);
        return false;
    }

    private BsonWriter? Filter(MongoChange change)
    {
        if (change.Base is null) return null;
        var bson = new BsonWriter();
        WriteCommands.AsBase(bson, change, waits is not null);
        if (waits is not null && change.Content is not null) SameUniques(bson, change);
        return bson.End();
    }

    // A document that takes another unique value must be able to give it back: that is a matter for the protocol of batches.
    private static void SameUniques(BsonWriter bson, MongoChange change)
    {
        var indexes = change.Key.Definition.Indexes;
        for (var i = 0; i < indexes.Count; i++)
        {
            if (!indexes[i].Unique) continue;
            if (change.Content!.IndexValues[i] is { } value) bson.IndexValue(MongoFields.IndexPath(indexes[i].Field), value);
            else bson.Null(MongoFields.IndexPath(indexes[i].Field));
        }
    }

    private static BsonWriter? Document(MongoChange change, WriteId write)
    {
        if (change.Content is null) return null;
        var bson = new BsonWriter();
        if (change.Base is null) bson.String(MongoFields.Id, change.Key.Id);
        WriteCommands.Content(bson, change, write);
        return bson.End();
    }
}
