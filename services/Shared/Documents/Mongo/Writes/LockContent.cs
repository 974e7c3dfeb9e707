using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>
/// The statements that lock documents for an intent. A locked document holds its unique values and the ones that it will have (an array, of which a
/// unique index takes every item), so that nobody else takes either; "was" keeps the index for the way back.
/// </summary>
internal sealed class LockContent(WriteId intent, WriteId write, IReadOnlyList<MongoChange> changes)
{
    private readonly Dictionary<DocumentKey, byte[]> indexes = [];
    private readonly HashSet<(string Collection, string Index, object Value)> held = [];

    /// <summary>"q" of a statement for a document that the intent has locked.</summary>
    public static void Locked(BsonWriter bson, string id, WriteId intent) =>
        bson.StartDocument("q"u8).String(MongoFields.Id, id).ObjectId(MongoFields.Lock, intent).End();

    /// <summary>Reads the unique values that the documents have; their versions are checked when they are locked.</summary>
    public void ReadIndexes(MongoClient client)
    {
        var taken = new HashSet<(string, string, object)>();
        foreach (var change in changes)
        {
            foreach (var (index, value) in Handovers.Uniques(change))
            {
                if (!taken.Add((change.Key.Definition.Collection, index.Name, value)))
                    throw new DuplicateKeyException(change.Key.Definition.Collection, index.Name, change.Key.Id);
            }
        }

        foreach (var group in changes.Where(change => change.Base is not null && change.Key.Definition.Indexes.Any(index => index.Unique)).GroupBy(change => change.Key.Definition))
        {
            using var filter = new BsonWriter();
            filter.StartDocument(MongoFields.Id).IndexValues("$in"u8, group.Select(change => change.Key.Id)).End().End();
            using var options = new BsonWriter();
            options.StartDocument("projection"u8).Int32(MongoFields.Index, 1).End().End();
            client.Find(group.Key.Collection, filter, options, document =>
            {
                var key = new DocumentKey(group.Key, BsonReader.Find(document, MongoFields.Id).Text);
                indexes[key] = BsonReader.Find(document, MongoFields.Index).Value.ToArray();
                return true;
            });
        }

        foreach (var (key, index) in indexes)
        {
            foreach (var unique in key.Definition.Indexes.Where(unique => unique.Unique))
            {
                if (Value(index, unique) is { } value) held.Add((key.Definition.Collection, unique.Name, value));
            }
        }
    }

    /// <summary>The values that one document of the batch gives up and another takes.</summary>
    public IReadOnlyCollection<string> Handed => [.. changes.SelectMany(change => Handovers.Uniques(change).Where(unique => Takes(change, unique.Index, unique.Value))
        .Select(unique => Handovers.Name(change.Key.Definition.Collection, unique.Index.Name, unique.Value)))];

    public void LockExisting(BsonWriter bson, int item, MongoChange change)
    {
        bson.StartItem(item);
        WriteCommands.Condition(bson, change, locks: true);
        bson.StartDocument("u"u8).StartDocument("$set"u8).ObjectId(MongoFields.Lock, intent);
        indexes.TryGetValue(change.Key, out var was);
        Next(bson, change, was);
        if (was is not null && change.Content is not null) Reserve(bson, change, was);
        bson.End().End().End();
    }

    public void InsertHidden(BsonWriter bson, int item, MongoChange change)
    {
        bson.StartItem(item).String(MongoFields.Id, change.Key.Id).Int64(MongoFields.Version, 0).ObjectId(MongoFields.Lock, intent);
        bson.StartDocument(MongoFields.Index);
        foreach (var (index, value) in Handovers.Uniques(change))
        {
            // A value that another document of the batch gives up is safe with that one until the batch is applied.
            if (!Takes(change, index, value)) bson.IndexValue(index.Field, value);
        }

        bson.End();
        Next(bson, change, null);
        bson.End();
    }

    private void Next(BsonWriter bson, MongoChange change, byte[]? was)
    {
        bson.StartDocument(MongoFields.Next);
        if (was is not null) bson.Raw(BsonKind.Document, "was"u8, was);
        if (change.Content is null)
        {
            bson.Boolean("gone"u8, true);
        }
        else
        {
            bson.StartDocument("become"u8);
            WriteCommands.Content(bson, change, write);
            bson.End();
        }

        bson.End();
    }

    private void Reserve(BsonWriter bson, MongoChange change, byte[] was)
    {
        bson.StartDocument(MongoFields.Index);
        var reader = new BsonReader(was);
        while (reader.Read())
        {
            if (!change.Key.Definition.Indexes.Any(Changes(change, was, reader.Current.Key.ToArray()))) bson.Raw(reader.Current.Kind, reader.Current.Key, reader.Current.Value);
        }

        foreach (var (index, value) in Handovers.Uniques(change))
        {
            var old = Value(was, index);
            if (value.Equals(old)) continue;
            object[] values = Takes(change, index, value) ? [] : [value];
            // An empty array would be a value of its own to a unique index.
            if (old is not null) bson.IndexValues(index.Field, [old, .. values]);
            else if (values.Length > 0) bson.IndexValues(index.Field, values);
        }

        bson.End();
    }

    // From another document of the batch.
    private bool Takes(MongoChange change, IndexDefinition index, object value) =>
        held.Contains((change.Key.Definition.Collection, index.Name, value))
        && !(indexes.TryGetValue(change.Key, out var was) && value.Equals(Value(was, index)));

    private static Func<IndexDefinition, bool> Changes(MongoChange change, byte[] was, byte[] field) => index =>
        index.Unique && index.Field.AsSpan().SequenceEqual(field)
        && Handovers.Uniques(change).FirstOrDefault(unique => unique.Index == index) is { Index: not null } now && !now.Value.Equals(Value(was, index));

    private static object? Value(byte[] index, IndexDefinition definition)
    {
        var element = BsonReader.Find(index, definition.Field);
        return element.Kind switch { BsonKind.String => element.Text, BsonKind.Int64 or BsonKind.Int32 => element.Number, _ => null };
    }
}
