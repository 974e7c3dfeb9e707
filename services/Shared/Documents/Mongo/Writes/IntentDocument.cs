using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>The record of a batch under way: <c>{_id, state: "prepared"|"committed"|"aborted", documents: [{collection, id}], handed: [values, see <see cref="Handovers"/>]}</c>.</summary>
internal static class IntentDocument
{
    public static void Insert(MongoClient client, WriteId intent, List<MongoChange> changes, IReadOnlyCollection<string> handed)
    {
        using var bson = MongoCommands.Start("insert"u8, MongoFields.Intents);
        bson.StartArray("documents"u8).StartItem(0).ObjectId(MongoFields.Id, intent).String("state"u8, "prepared"u8).StartArray("documents"u8);
        for (var i = 0; i < changes.Count; i++)
            bson.StartItem(i).String("collection"u8, changes[i].Key.Definition.Collection).String("id"u8, changes[i].Key.Id).End();
        bson.End();
        Handovers.Write(bson, handed);
        bson.End().End().EndWrite();
        WriteOutcome.Of(client.Write(bson));
    }

    /// <summary>False when the intent is gone or in another state.</summary>
    public static bool Move(MongoClient client, WriteId intent, string from, string to)
    {
        using var bson = MongoCommands.Start("update"u8, MongoFields.Intents);
        bson.StartArray("updates"u8).StartItem(0).StartDocument("q"u8).ObjectId(MongoFields.Id, intent).String("state"u8, from).End();
        bson.StartDocument("u"u8).StartDocument("$set"u8).String("state"u8, to).End().End().End().End().EndWrite();
        return WriteOutcome.Of(client.Write(bson)).Written == 1;
    }

    public static void Delete(MongoClient client, WriteId intent)
    {
        using var bson = MongoCommands.Start("delete"u8, MongoFields.Intents);
        bson.StartArray("deletes"u8).StartItem(0).StartDocument("q"u8).ObjectId(MongoFields.Id, intent).End().Int32("limit"u8, 1).End().End().EndWrite();
        WriteOutcome.Of(client.Write(bson));
    }

    /// <summary>State and documents of an intent; a null state when it is gone.</summary>
    public static (string? State, List<(string Collection, string Id)> Documents) Find(MongoClient client, WriteId intent)
    {
        string? state = null;
        var documents = new List<(string, string)>();
        using var filter = new BsonWriter();
        filter.ObjectId(MongoFields.Id, intent).End();
        using var options = new BsonWriter();
        options.End();
        client.Find(MongoFields.Intents, filter, options, document =>
        {
            state = BsonReader.Find(document, "state"u8).Text;
            var items = new BsonReader(BsonReader.Find(document, "documents"u8).Value);
            while (items.Read()) documents.Add((BsonReader.Find(items.Current.Value, "collection"u8).Text, BsonReader.Find(items.Current.Value, "id"u8).Text));
            return false;
        });
        return (state, documents);
    }

    /// <summary>Every intent there is.</summary>
    public static List<WriteId> All(MongoClient client)
    {
        var intents = new List<WriteId>();
        using var nothing = new BsonWriter();
        nothing.End();
        client.Find(MongoFields.Intents, nothing, nothing, document =>
        {
            intents.Add(WriteId.From(BsonReader.Find(document, MongoFields.Id).Value));
            return true;
        });
        return intents;
    }
}
