using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;

namespace Flux.Documents.Mongo.Writes;

/// <summary>The statements that change stored documents.</summary>
internal static class WriteCommands
{
    /// <summary>The fields of a document as it is stored, without the id.</summary>
    public static void Content(BsonWriter bson, MongoChange change, WriteId write)
    {
        var content = change.Content!;
        bson.Int64(MongoFields.Version, change.Version).ObjectId(MongoFields.Write, write);
        Index(bson, content.Definition, content.IndexValues);
        var before = bson.Length;
        JsonToBson.Write(bson, MongoFields.Value, content.Json);
        CheckSize(change, bson.Length - before);
    }

    public static void Index(BsonWriter bson, CollectionDefinition definition, object?[] values)
    {
        bson.StartDocument(MongoFields.Index);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is object[] many) bson.IndexValues(definition.Indexes[i].Field, many);
            else if (values[i] is { } value) bson.IndexValue(definition.Indexes[i].Field, value);
        }

        bson.End();
    }

    /// <summary>One statement of an insert command.</summary>
    public static void Insert(BsonWriter bson, int index, MongoChange change, WriteId write)
    {
        bson.StartItem(index).String(MongoFields.Id, change.Key.Id);
        Content(bson, change, write);
        bson.End();
    }

    /// <summary>One statement of an update command: replaces the document if it has the base version and no lock.</summary>
    public static void Replace(BsonWriter bson, int index, MongoChange change, WriteId write, bool locks)
    {
        bson.StartItem(index);
        Condition(bson, change, locks);
        bson.StartDocument("u"u8);
        Content(bson, change, write);
        bson.End().End();
    }

    /// <summary>One statement of a delete command.</summary>
    public static void Delete(BsonWriter bson, int index, MongoChange change, bool locks)
    {
        bson.StartItem(index);
        Condition(bson, change, locks);
        bson.Int32("limit"u8, 1).End();
    }

    public static void Condition(BsonWriter bson, MongoChange change, bool locks)
    {
        bson.StartDocument("q"u8);
        AsBase(bson, change, locks);
        bson.End();
    }

    /// <summary>The fields of a filter: the document as the base says, not locked.</summary>
    public static void AsBase(BsonWriter bson, MongoChange change, bool locks)
    {
        bson.String(MongoFields.Id, change.Key.Id).Int64(MongoFields.Version, change.Base!.Value);
        if (locks) bson.StartDocument(MongoFields.Lock).Boolean("$exists"u8, false).End();
    }

    private static void CheckSize(MongoChange change, int bytes)
    {
        // The rest of the 16 MiB is for ids, indexes and the envelope.
        const int most = (16 * 1024 * 1024) - (256 * 1024);
        if (bytes > most) throw new DocumentTooLargeException(change.Key.Definition.Collection, change.Key.Id, bytes, most);
    }
}
