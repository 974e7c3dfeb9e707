using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>Reads the versions and locks of documents.</summary>
internal static class StoredStates
{
    /// <summary>Adds the state of every key that is not known yet; one query a collection.</summary>
    public static void ReadMissing(MongoClient client, IReadOnlyList<DocumentKey> keys, Dictionary<DocumentKey, StoredState> states)
    {
        if (keys.All(states.ContainsKey)) return;
        foreach (var group in keys.Where(key => !states.ContainsKey(key)).GroupBy(key => key.Definition))
        {
            foreach (var key in group) states.Add(key, new StoredState(null));
            Read(client, group.Key, [.. group.Select(key => key.Id)], states);
        }
    }

    private static void Read(MongoClient client, CollectionDefinition definition, List<string> ids, Dictionary<DocumentKey, StoredState> states)
    {
        using var filter = new BsonWriter();
        if (ids is [var only]) filter.String(MongoFields.Id, only);
        else filter.StartDocument(MongoFields.Id).IndexValues("$in"u8, ids).End();
        filter.End();
        using var options = new BsonWriter();
        options.StartDocument("projection"u8).Int32(MongoFields.Version, 1).Int32(MongoFields.Write, 1).Int32(MongoFields.Lock, 1).End().End();
        client.Find(definition.Collection, filter, options, document =>
        {
            states[new DocumentKey(definition, BsonReader.Find(document, MongoFields.Id).Text)] = Parse(document);
            return true;
        });
    }

    private static StoredState Parse(ReadOnlySpan<byte> document)
    {
        var version = BsonReader.Find(document, MongoFields.Version).Number;
        return new StoredState(version > 0 ? version : null, Id(document, MongoFields.Write), Id(document, MongoFields.Lock));
    }

    public static WriteId? Id(ReadOnlySpan<byte> document, ReadOnlySpan<byte> field) =>
        BsonReader.Find(document, field) is { Kind: BsonKind.ObjectId } element ? WriteId.From(element.Value) : null;
}
