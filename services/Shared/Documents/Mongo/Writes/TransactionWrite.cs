using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>Writes documents in a transaction of the servers: replica sets and sharded clusters.</summary>
internal sealed class TransactionWrite : ICommitProtocol
{
    public bool TryWrite(MongoClient client, IReadOnlyList<MongoChange> changes, WriteId write)
    {
        using var session = new MongoSession(client);
        var statements = new StatementBatch(session.Run, inTransaction: true);
        // Deletes first: a unique value may pass from a document that goes to one that comes.
        var ok = statements.Run("delete"u8, "deletes"u8, changes.Where(change => change.Content is null), (bson, i, change) => WriteCommands.Delete(bson, i, change, locks: false))
            && statements.Run("update"u8, "updates"u8, changes.Where(change => change is { Content: not null, Base: not null }), (bson, i, change) => WriteCommands.Replace(bson, i, change, write, locks: false))
            && statements.Run("insert"u8, "documents"u8, changes.Where(change => change is { Content: not null, Base: null }), (bson, i, change) => WriteCommands.Insert(bson, i, change, write));
        if (ok) session.Commit();
        return ok;
    }
}
