using System.Buffers.Text;
using Flux.Documents.Mongo.Bson;

namespace Flux.Documents.Mongo;

/// <summary>Parts of commands.</summary>
internal static class MongoCommands
{
    /// <summary>How long a write waits until a majority of the servers has it.</summary>
    public const int MajorityMilliseconds = 10_000;

    /// <summary>Servers take 48 MB in a command and 16 MiB in a document; a command of several documents ends well below.</summary>
    public const int SplitBytes = 8 * 1024 * 1024;

    public static BsonWriter Start(ReadOnlySpan<byte> command, string collection)
    {
        var bson = new BsonWriter();
        return bson.String(command, collection);
    }

    /// <summary>Ends a write command; commands of a transaction have their write concern at the commit.</summary>
    public static BsonWriter EndWrite(this BsonWriter bson, bool inTransaction = false)
    {
        if (!inTransaction) bson.StartDocument("writeConcern"u8).String("w"u8, "majority"u8).Int32("wtimeout"u8, MajorityMilliseconds).End();
        return bson.End();
    }

    public static BsonWriter StartItem(this BsonWriter bson, int index)
    {
        Span<byte> key = stackalloc byte[10];
        Utf8Formatter.TryFormat(index, key, out var length);
        return bson.StartDocument(key[..length]);
    }

    /// <summary>A text or an integer, the two forms of index values.</summary>
    public static BsonWriter IndexValue(this BsonWriter bson, ReadOnlySpan<byte> key, object value) =>
        value is long number ? bson.Int64(key, number) : bson.String(key, (string)value);

    /// <summary>An array of index values.</summary>
    public static BsonWriter IndexValues(this BsonWriter bson, ReadOnlySpan<byte> key, IEnumerable<object> values)
    {
        Span<byte> position = stackalloc byte[10];
        bson.StartArray(key);
        var i = 0;
        foreach (var value in values)
        {
            Utf8Formatter.TryFormat(i++, position, out var length);
            bson.IndexValue(position[..length], value);
        }

        return bson.End();
    }
}
