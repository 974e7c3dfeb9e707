using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>
/// Unique values that a batch without a transaction passes from one document to another. Between the two statements nobody has such a value, so a stranger can take
/// it; but the intent names it before, and whoever takes a value looks for such intents before it answers (<see cref="Find"/>). So a stranger that is in the
/// way has not been answered yet and can be sent away (<see cref="MakeRoom"/>): it tries again and is told of the duplicate.
/// </summary>
internal static class Handovers
{
    /// <summary>How intents name a value.</summary>
    public static string Name(string collection, string index, object value) => $"{collection}.{index}={(value is long ? "n" : "s")}{value}";

    /// <summary>The unique values that a document will have.</summary>
    public static IEnumerable<(IndexDefinition Index, object Value)> Uniques(MongoChange change)
    {
        var definition = change.Key.Definition;
        for (var i = 0; i < definition.Indexes.Count; i++)
        {
            if (definition.Indexes[i].Unique && change.Content?.IndexValues[i] is { } value) yield return (definition.Indexes[i], value);
        }
    }

    public static void Write(BsonWriter intent, IReadOnlyCollection<string> handed)
    {
        if (handed.Count > 0) intent.IndexValues("handed"u8, handed);
    }

    /// <summary>A batch under way that passes on one of the values that the changes have; null when there is none.</summary>
    public static WriteId? Find(MongoClient client, IEnumerable<MongoChange> changes, WriteId? except = null)
    {
        var names = changes.SelectMany(change => Uniques(change).Select(unique => Name(change.Key.Definition.Collection, unique.Index.Name, unique.Value))).ToList();
        if (names.Count == 0) return null;
        WriteId? found = null;
        using var filter = new BsonWriter();
        filter.StartDocument("handed"u8).IndexValues("$in"u8, names).End().End();
        using var options = new BsonWriter();
        options.StartDocument("projection"u8).Int32(MongoFields.Id, 1).End().End();
        client.Find(MongoFields.Intents, filter, options, document =>
        {
            var id = WriteId.From(BsonReader.Find(document, MongoFields.Id).Value);
            if (id != except) found = id;
            return found is null;
        });
        return found;
    }

    /// <summary>
    /// Takes a value from the document that has it instead of the one to which a decided batch gives it. Throws when that is no stranger of the moment:
    /// the batch stays decided, and is finished when the value is free.
    /// </summary>
    public static void MakeRoom(MongoClient client, string collection, byte[] index, object value, WriteId intent)
    {
        if (Holder(client, collection, index, value) is not { } holder) return;
        if (holder.Lock == intent) GiveUp(client, collection, index, value, holder, intent);
        else if (holder.Lock is { } other && !IntentRecovery.Settle(client, other)) IntentRecovery.Release(client, collection, [holder.Id], other, committed: false);
        else if (holder.Lock is null && !SendAway(client, collection, holder, intent)) throw NoRoom();
    }

    /// <summary>The batch is decided, but a document that others have changed since has one of its values.</summary>
    public static DocumentStoreUnavailableException NoRoom() =>
        new("A batch passes a unique value from one document to another, but a third took it at the same moment and has been changed since. The batch is finished when that value is free.")
        {
            OutcomeUnknown = true,
        };

    private static Occupant? Holder(MongoClient client, string collection, byte[] index, object value)
    {
        Occupant? holder = null;
        using var filter = new BsonWriter();
        filter.IndexValue(MongoFields.IndexPath(index), value).End();
        using var options = new BsonWriter();
        options.StartDocument("projection"u8).Int32(MongoFields.Version, 1).Int32(MongoFields.Write, 1).Int32(MongoFields.Lock, 1).Int32(MongoFields.Index, 1).End().End();
        client.Find(collection, filter, options, document =>
        {
            holder = new Occupant(
                BsonReader.Find(document, MongoFields.Id).Text, BsonReader.Find(document, MongoFields.Version).Number, StoredStates.Id(document, MongoFields.Write),
                StoredStates.Id(document, MongoFields.Lock), Values(BsonReader.Find(BsonReader.Find(document, MongoFields.Index).Value, index)));
            return false;
        });
        return holder;
    }

    // A document of the batch itself, which gets another value a little later.
    private static void GiveUp(MongoClient client, string collection, byte[] index, object value, Occupant holder, WriteId intent)
    {
        // An empty array would be a value of its own to a unique index.
        var rest = holder.Values.Where(other => !other.Equals(value)).ToList();
        using var update = MongoCommands.Start("update"u8, collection);
        update.StartArray("updates"u8).StartItem(0);
        LockContent.Locked(update, holder.Id, intent);
        update.StartDocument("u"u8).StartDocument(rest.Count > 0 ? "$set"u8 : "$unset"u8).IndexValues(MongoFields.IndexPath(index), rest).End().End().End().End().EndWrite();
        WriteOutcome.Of(client.Write(update));
    }

    // It becomes a hidden document that nobody waits for; its writer, or whoever meets it, removes it.
    private static bool SendAway(MongoClient client, string collection, Occupant holder, WriteId intent)
    {
        if (holder is not { Version: 1, Write: { } write }) return false;
        using var update = MongoCommands.Start("update"u8, collection);
        update.StartArray("updates"u8).StartItem(0).StartDocument("q"u8).String(MongoFields.Id, holder.Id).ObjectId(MongoFields.Write, write);
        update.Int64(MongoFields.Version, 1).StartDocument(MongoFields.Lock).Boolean("$exists"u8, false).End().End();
        update.StartDocument("u"u8).Int64(MongoFields.Version, 0).ObjectId(MongoFields.Lock, intent).StartDocument(MongoFields.Index).End();
        update.StartDocument(MongoFields.Next).End().End().End().End().EndWrite();
        WriteOutcome.Of(client.Write(update));
        return true;
    }

    // One, or of a locked document several.
    private static List<object> Values(BsonElement element)
    {
        if (element.Kind != BsonKind.Array) return [Value(element)];
        var values = new List<object>();
        var items = new BsonReader(element.Value);
        while (items.Read()) values.Add(Value(items.Current));
        return values;
    }

    private static object Value(BsonElement element) => element.Kind == BsonKind.String ? element.Text : element.Number;

    private sealed record Occupant(string Id, long Version, WriteId? Write, WriteId? Lock, List<object> Values);
}
