using System.Runtime.CompilerServices;
using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo;

/// <summary>Reads documents. Those of version 0 belong to a batch under way and do not exist yet.</summary>
internal static class MongoReads
{
    private static readonly ConditionalWeakTable<MongoClient, JsonBuffer> Buffers = [];

    public static Document<T>? Get<T>(MongoClient client, DocumentType<T> type, string id)
        where T : class
    {
        using var bson = MongoCommands.Start("find"u8, type.Collection);
        bson.StartDocument("filter"u8).String(MongoFields.Id, id).End().Int32("limit"u8, 1).Boolean("singleBatch"u8, true).End();
        var cursor = BsonReader.Find(client.Read(bson), "cursor"u8).Value;
        var batch = new BsonReader(BsonReader.Find(cursor, "firstBatch"u8).Value);
        return batch.Read() ? Parse(Buffers.GetOrCreateValue(client), type, batch.Current.Value) : null;
    }

    public static Dictionary<string, Document<T>> GetMany<T>(MongoClient client, DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class
    {
        using var filter = new BsonWriter();
        filter.StartDocument(MongoFields.Id).IndexValues("$in"u8, ids).End().End();
        using var options = new BsonWriter();
        options.End();
        var found = new Dictionary<string, Document<T>>(ids.Count, StringComparer.Ordinal);
        var buffer = Buffers.GetOrCreateValue(client);
        client.Find(type.Collection, filter, options, document =>
        {
            ct.ThrowIfCancellationRequested();
            if (Parse(buffer, type, document) is { } parsed) found.Add(parsed.Id, parsed);
            return true;
        });
        return found;
    }

    public static DocumentPage<T> Query<T>(MongoClient client, DocumentType<T> type, DocumentQuery query, MongoQuery text, CancellationToken ct)
        where T : class
    {
        var items = new List<Document<T>>();
        object? last = null;
        string? token = null;
        var buffer = Buffers.GetOrCreateValue(client);
        client.Find(type.Collection, text.Filter, text.Options, document =>
        {
            ct.ThrowIfCancellationRequested();
            if (items.Count == query.Limit)
            {
                token = new PageToken(last, items[^1].Id).Encode(type.Definition, query);
                return false;
            }

            if (Parse(buffer, type, document) is { } parsed) items.Add(parsed);
            last = text.OrderValue(document);
            return true;
        });
        return new DocumentPage<T>(items, token);
    }

    private static Document<T>? Parse<T>(JsonBuffer buffer, DocumentType<T> type, ReadOnlySpan<byte> document)
        where T : class
    {
        string? id = null;
        long version = 0;
        var fields = new BsonReader(document);
        while (fields.Read())
        {
            var field = fields.Current;
            if (field.Key.SequenceEqual(MongoFields.Id)) id = field.Text;
            else if (field.Key.SequenceEqual(MongoFields.Version)) version = field.Number;
            else if (field.Key.SequenceEqual(MongoFields.Value) && version > 0) return new Document<T>(id!, version, CollectionDefinition.Deserialize(buffer.Read(field), type.Json));
        }

        return version == 0 ? null : throw new InvalidDataException($"Document '{id}' of '{type.Collection}' has no value; it was written by another program.");
    }
}
