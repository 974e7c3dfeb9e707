using System.Text;
using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;
using Flux.Documents.Mongo.Writes;

namespace Flux.Documents.Mongo;

/// <summary>
/// Makes a collection's indexes match its declaration, of which <c>flux.collections</c> keeps what was done last: documents get their new index values,
/// then indexes are made and undeclared ones dropped. Repeats from the start when it was interrupted.
/// </summary>
internal static class MongoSchema
{
    public static void Ensure(MongoClient client, CollectionDefinition definition)
    {
        var wanted = definition.Indexes.Select(index => index.Name + (index.Unique ? "!" : "") + (index.Many ? "*" : "")).ToList();
        var done = Stored(client, definition.Collection);
        if (done is not null && done.SequenceEqual(wanted)) return;
        if (done is null) IgnoreExisting(() => Create(client, definition.Collection));
        Fill(client, definition);
        foreach (var name in (done ?? []).Where(name => !wanted.Contains(name))) Drop(client, definition.Collection, name.TrimEnd('!', '*'));
        if (definition.Indexes.Count > 0) CreateIndexes(client, definition);
        Store(client, definition.Collection, wanted);
    }

    /// <summary>The name that errors give; <see cref="WriteOutcome"/> reads it.</summary>
    public static string IndexName(string index) => $"index.{index}_1";

    private static List<string>? Stored(MongoClient client, string collection)
    {
        List<string>? names = null;
        using var filter = new BsonWriter();
        filter.String(MongoFields.Id, collection).End();
        using var options = new BsonWriter();
        options.End();
        client.Find(MongoFields.Schemas, filter, options, document =>
        {
            names = [];
            var items = new BsonReader(BsonReader.Find(document, "indexes"u8).Value);
            while (items.Read()) names.Add(items.Current.Text);
            return false;
        });
        return names;
    }

    private static void Store(MongoClient client, string collection, List<string> names)
    {
        using var bson = MongoCommands.Start("update"u8, MongoFields.Schemas);
        bson.StartArray("updates"u8).StartItem(0).StartDocument("q"u8).String(MongoFields.Id, collection).End();
        bson.StartDocument("u"u8).IndexValues("indexes"u8, names).End().Boolean("upsert"u8, true).End().End().EndWrite();
        WriteOutcome.Of(client.Write(bson));
    }

    // Transactions of older servers cannot make collections.
    private static void Create(MongoClient client, string collection)
    {
        using var bson = MongoCommands.Start("create"u8, collection);
        bson.End();
        client.Run(CommandKind.Once, bson, 0);
    }

    private static void Fill(MongoClient client, CollectionDefinition definition)
    {
        using var nothing = new BsonWriter();
        nothing.End();
        using var options = new BsonWriter();
        options.StartDocument("projection"u8).Int32(MongoFields.Version, 1).Int32(MongoFields.Value, 1).End().End();
        var documents = new List<(string Id, long Version, object?[] Values)>();
        using var json = new JsonBuffer();
        client.Find(definition.Collection, nothing, options, document =>
        {
            if (BsonReader.Find(document, MongoFields.Version).Number is > 0 and var version)
                documents.Add((BsonReader.Find(document, MongoFields.Id).Text, version, definition.Reindex(json.Read(BsonReader.Find(document, MongoFields.Value)).ToArray())));
            return true;
        });
        foreach (var (id, version, values) in documents)
        {
            using var bson = MongoCommands.Start("update"u8, definition.Collection);
            bson.StartArray("updates"u8).StartItem(0).StartDocument("q"u8).String(MongoFields.Id, id).Int64(MongoFields.Version, version).End();
            bson.StartDocument("u"u8).StartDocument("$set"u8);
            WriteCommands.Index(bson, definition, values);
            bson.End().End().End().End().EndWrite();
            // A document that was written meanwhile has its values already.
            if (WriteOutcome.Of(client.Write(bson)).DuplicateIndex is { } index) throw new DuplicateKeyException(definition.Collection, index, id);
        }
    }

    private static void Drop(MongoClient client, string collection, string index) => IgnoreExisting(() =>
    {
        using var bson = MongoCommands.Start("dropIndexes"u8, collection);
        bson.String("index"u8, IndexName(index)).End();
        client.Run(CommandKind.Once, bson, 0);
    });

    private static void CreateIndexes(MongoClient client, CollectionDefinition definition)
    {
        using var bson = MongoCommands.Start("createIndexes"u8, definition.Collection);
        bson.StartArray("indexes"u8);
        for (var i = 0; i < definition.Indexes.Count; i++)
        {
            var index = definition.Indexes[i];
            bson.StartItem(i).StartDocument("key"u8).Int32(Encoding.UTF8.GetBytes($"index.{index.Name}"), 1);
            // The id breaks ties of the order; a unique index has none.
            if (!index.Unique && !index.Many) bson.Int32(MongoFields.Id, 1);
            bson.End().String("name"u8, IndexName(index.Name));
            // Null is never a duplicate.
            if (index.Unique) bson.Boolean("unique"u8, true).Boolean("sparse"u8, true);
            bson.End();
        }

        bson.End().End();
        client.Run(CommandKind.Once, bson, 0);
    }

    // 48: the collection exists (another process of the service made it just now); 26, 27: there is no such collection or index to drop.
    private static void IgnoreExisting(Action command)
    {
        try
        {
            command();
        }
        catch (MongoFailure failure) when (failure is { FromServer: true, Code: 48 or 26 or 27 })
        {
        }
    }
}
