using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>Writes one document with one statement, which every server does wholly or not at all; on a replica set the driver repeats it once by itself.</summary>
/// <param name="locks">Batches of this database lock documents, see <see cref="IntentWrite"/>.</param>
internal sealed class SingleWrite(bool locks) : ICommitProtocol
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
            null => outcome.Written == 1,
            CollectionDefinition.IdIndex => false,
            var index => throw new DuplicateKeyException(change.Key.Definition.Collection, index, change.Key.Id),
        };
    }

    private BsonWriter? Filter(MongoChange change)
    {
        if (change.Base is null) return null;
        var bson = new BsonWriter();
        WriteCommands.AsBase(bson, change, locks);
        return bson.End();
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
