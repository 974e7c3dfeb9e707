using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>Ends intents that their writer left behind: finishes what is committed, undoes the rest. Every step may be repeated, by several processes at once.</summary>
internal static class IntentRecovery
{
    private const int MostTurns = 100;

    /// <summary>Ends an intent; true when it was committed.</summary>
    public static bool Settle(MongoClient client, WriteId intent)
    {
        var (state, documents) = IntentDocument.Find(client, intent);
        if (state is null) return false;
        if (state == "prepared")
        {
            IntentDocument.Move(client, intent, "prepared", "aborted");
            (state, documents) = IntentDocument.Find(client, intent);
            if (state is null) return false;
        }

        foreach (var group in documents.GroupBy(document => document.Collection, document => document.Id))
            Release(client, group.Key, [.. group], intent, state == "committed");
        IntentDocument.Delete(client, intent);
        return state == "committed";
    }

    /// <summary>Takes a lock off documents: they become what the intent says, or stay what they were.</summary>
    public static void Release(MongoClient client, string collection, IReadOnlyList<string> ids, WriteId intent, bool committed)
    {
        using var filter = new BsonWriter();
        filter.StartDocument(MongoFields.Id).IndexValues("$in"u8, ids).End().ObjectId(MongoFields.Lock, intent).End();
        using var options = new BsonWriter();
        options.StartDocument("projection"u8).Int32(MongoFields.Version, 1).Int32(MongoFields.Next, 1).End().End();
        var locked = new List<byte[]>();
        client.Find(collection, filter, options, document =>
        {
            locked.Add(document.ToArray());
            return true;
        });
        // Deletions give up unique values that others take; new documents only take.
        foreach (var document in locked.OrderBy(Rank)) Release(client, collection, document, intent, committed);
    }

    private static int Rank(byte[] document) =>
        BsonReader.Find(BsonReader.Find(document, MongoFields.Next).Value, "gone"u8).Exists ? 0 : BsonReader.Find(document, MongoFields.Version).Number > 0 ? 1 : 2;

    private static void Release(MongoClient client, string collection, byte[] document, WriteId intent, bool committed)
    {
        var id = BsonReader.Find(document, MongoFields.Id).Text;
        var next = BsonReader.Find(document, MongoFields.Next).Value;
        var become = BsonReader.Find(next, "become"u8);
        var hidden = BsonReader.Find(document, MongoFields.Version).Number == 0;
        if (committed ? !become.Exists : hidden)
        {
            using var delete = MongoCommands.Start("delete"u8, collection);
            delete.StartArray("deletes"u8).StartItem(0);
            LockContent.Locked(delete, id, intent);
            delete.Int32("limit"u8, 1).End().End().EndWrite();
            WriteOutcome.Of(client.Write(delete));
            return;
        }

        using var update = MongoCommands.Start("update"u8, collection);
        update.StartArray("updates"u8).StartItem(0);
        LockContent.Locked(update, id, intent);
        if (committed) update.Raw(BsonKind.Document, "u"u8, become.Value);
        else Restore(update, BsonReader.Find(next, "was"u8));
        update.End().End().EndWrite();
        // What the batch gives another document may be with a stranger for a moment.
        for (var turns = 0; WriteOutcome.Of(client.Write(update)).DuplicateIndex is { } index && committed; turns++)
        {
            if (turns > MostTurns) throw Handovers.NoRoom();
            var field = System.Text.Encoding.UTF8.GetBytes(index);
            var value = BsonReader.Find(BsonReader.Find(become.Value, MongoFields.Index).Value, field);
            Handovers.MakeRoom(client, collection, field, value.Kind == BsonKind.String ? value.Text : value.Number, intent);
        }
    }

    private static void Restore(BsonWriter update, BsonElement was)
    {
        update.StartDocument("u"u8);
        if (was.Exists) update.StartDocument("$set"u8).Raw(BsonKind.Document, MongoFields.Index, was.Value).End();
        update.StartDocument("$unset"u8).Int32(MongoFields.Lock, 1).Int32(MongoFields.Next, 1).End().End();
    }
}
