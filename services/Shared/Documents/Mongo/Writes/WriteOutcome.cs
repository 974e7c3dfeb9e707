using System.Text.RegularExpressions;
using Flux.Documents.Model;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>A server's answer to insert, update or delete.</summary>
/// <param name="Written">Documents written, or matched by updates.</param>
/// <param name="DuplicateIndex">The unique index that the first refused statement violates; null when none did.</param>
/// <param name="DuplicateStatement">Number of that statement.</param>
internal sealed partial record WriteOutcome(long Written, string? DuplicateIndex = null, int DuplicateStatement = 0)
{
    private const int DuplicateKey = 11000;

    /// <summary>Throws <see cref="MongoFailure"/> for every refusal but a duplicate key.</summary>
    public static WriteOutcome Of(ReadOnlySpan<byte> reply)
    {
        var count = Count(reply);
        if (BsonReader.Find(reply, "writeErrors"u8) is not { Kind: BsonKind.Array } errors) return new WriteOutcome(count);
        var first = new BsonReader(errors.Value);
        first.Read();
        var error = first.Current.Value;
        var code = (int)BsonReader.Find(error, "code"u8).Number;
        var message = BsonReader.Find(error, "errmsg"u8).Text;
        if (code != DuplicateKey) throw MongoFailure.OfServer(code, message);
        return new WriteOutcome(count, IndexOf(error, message), (int)BsonReader.Find(error, "index"u8).Number);
    }

    // "n" is the server's own; the driver's functions for one document sort it into several.
    private static long Count(ReadOnlySpan<byte> reply)
    {
        var fields = new BsonReader(reply);
        while (fields.Read())
        {
            var key = fields.Current.Key;
            if (key.SequenceEqual("n"u8) || key.SequenceEqual("insertedCount"u8) || key.SequenceEqual("matchedCount"u8) || key.SequenceEqual("deletedCount"u8)) return fields.Current.Number;
        }

        return 0;
    }

    private static string IndexOf(ReadOnlySpan<byte> error, string message)
    {
        var name = "";
        if (BsonReader.Find(error, "keyPattern"u8) is { Kind: BsonKind.Document } pattern)
        {
            var keys = new BsonReader(pattern.Value);
            if (keys.Read()) name = System.Text.Encoding.UTF8.GetString(keys.Current.Key);
        }
        else if (IndexName().Match(message) is { Success: true } match)
        {
            name = match.Groups[1].Value;
        }

        return name.StartsWith("index.", StringComparison.Ordinal) ? name["index.".Length..] : CollectionDefinition.IdIndex;
    }

    // "E11000 duplicate key error collection: flux_inventory.elements index: index.name_1 dup key: ..."; older servers have no keyPattern.
    [GeneratedRegex(@" index: (index\.[A-Za-z0-9_-]+|_id)_1?")]
    private static partial Regex IndexName();
}
