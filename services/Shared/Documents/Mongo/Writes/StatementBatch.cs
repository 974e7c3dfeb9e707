using Flux.Documents.Mongo.Bson;

namespace Flux.Documents.Mongo.Writes;

/// <summary>Sends the statements of a commit: one command for each kind and collection, split where it grows too large.</summary>
/// <param name="send">Runs a command and answers the reply.</param>
/// <param name="inTransaction">The commands carry no write concern of their own.</param>
internal sealed class StatementBatch(StatementBatch.SendCommand send, bool inTransaction)
{
    public delegate ReadOnlySpan<byte> SendCommand(BsonWriter command);

    /// <summary>Runs one statement for each change; answers whether each found its document. Throws <see cref="DuplicateKeyException"/>.</summary>
    public bool Run(ReadOnlySpan<byte> command, ReadOnlySpan<byte> statements, IEnumerable<MongoChange> changes, Action<BsonWriter, int, MongoChange> write)
    {
        var whole = true;
        foreach (var group in changes.GroupBy(change => change.Key.Definition.Collection))
        {
            var rest = group.ToList();
            while (rest.Count > 0)
            {
                using var bson = MongoCommands.Start(command, group.Key);
                bson.StartArray(statements);
                var count = 0;
                while (count < rest.Count && (count == 0 || bson.Length < MongoCommands.SplitBytes))
                {
                    write(bson, count, rest[count]);
                    count++;
                }

                bson.End().EndWrite(inTransaction);
                var outcome = WriteOutcome.Of(send(bson));
                if (outcome.DuplicateIndex is { } index)
                {
                    if (index == Model.CollectionDefinition.IdIndex) return false;
                    throw new DuplicateKeyException(group.Key, index, rest[outcome.DuplicateStatement].Key.Id);
                }

                whole &= outcome.Written == count;
                rest.RemoveRange(0, count);
            }
        }

        return whole;
    }
}
