using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>Writes one document with one statement, which every server does wholly or not at all.</summary>
/// <param name="locks">Batches of this database lock documents, see <see cref="IntentWrite"/>.</param>
internal sealed class SingleWrite(bool locks) : ICommitProtocol
{
    public bool TryWrite(MongoClient client, IReadOnlyList<MongoChange> changes, WriteId write)
    {
        var statements = new StatementBatch(client.Write, inTransaction: false);
        if (changes[0].Content is null)
            return statements.Run("delete"u8, "deletes"u8, changes, (bson, i, change) => WriteCommands.Delete(bson, i, change, locks));
        if (changes[0].Base is null)
            return statements.Run("insert"u8, "documents"u8, changes, (bson, i, change) => WriteCommands.Insert(bson, i, change, write));
        return statements.Run("update"u8, "updates"u8, changes, (bson, i, change) => WriteCommands.Replace(bson, i, change, write, locks));
    }
}
