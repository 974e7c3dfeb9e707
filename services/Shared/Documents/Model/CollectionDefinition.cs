using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Flux.Documents.Model;

/// <summary>A document type as adapters see it: names, and functions from bytes.</summary>
/// <param name="Collection">Name of the collection.</param>
/// <param name="Indexes">In declared order.</param>
/// <param name="Reindex">Computes the index values of a stored document, for indexes that are new.</param>
internal sealed partial record CollectionDefinition(
    string Collection, IReadOnlyList<IndexDefinition> Indexes, Func<byte[], object?[]> Reindex)
{
    public const string IdIndex = "id";

    public static CollectionDefinition Create<T>(string collection, IReadOnlyList<DocumentIndex<T>> indexes, JsonTypeInfo<T>? json)
        where T : class
    {
        Check(collection);
        foreach (var index in indexes)
        {
            Check(index.Name);
            if (index.Name.Equals(IdIndex, StringComparison.OrdinalIgnoreCase) || (index.Unique && index.Many))
                throw new ArgumentException($"Index '{index.Name}' of '{collection}': 'id' is taken, and an index of many values cannot be unique.");
        }

        return new CollectionDefinition(
            collection,
            [.. indexes.Select(index => new IndexDefinition(index.Name, index.Unique, index.Many))],
            bytes => IndexValues(indexes, Deserialize(bytes, json)));
    }

    public static byte[] Serialize<T>(T value, JsonTypeInfo<T>? json) => json is null
        ? JsonSerializer.SerializeToUtf8Bytes(value, DocumentJson.Options)
        : JsonSerializer.SerializeToUtf8Bytes(value, json);

    public static T Deserialize<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T>? json) => (json is null
        ? JsonSerializer.Deserialize<T>(bytes, DocumentJson.Options)
        : JsonSerializer.Deserialize(bytes, json)) ?? throw new JsonException("A stored document is null.");

    public static object?[] IndexValues<T>(IReadOnlyList<DocumentIndex<T>> indexes, T value)
    {
        var values = new object?[indexes.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var raw = indexes[i].Value(value);
            values[i] = indexes[i].Many ? IndexValue.NormalizeMany(indexes[i].Name, (IEnumerable?)raw) : IndexValue.Normalize(indexes[i].Name, raw);
        }

        return values;
    }

    public IndexDefinition Index(string name) => Indexes.FirstOrDefault(index => index.Name == name)
        ?? throw new ArgumentException($"'{Collection}' has no index '{name}'; it has: id, {string.Join(", ", Indexes.Select(index => index.Name))}.");

    private static void Check(string name)
    {
        if (!Identifier().IsMatch(name))
            throw new ArgumentException($"'{name}' is no name for a collection or an index: letters, digits, '_' and '-', starting with a letter, at most 60.");
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,59}$")]
    private static partial Regex Identifier();
}
