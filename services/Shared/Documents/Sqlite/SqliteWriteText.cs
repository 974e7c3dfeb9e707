using System.Collections.Concurrent;
using Flux.Documents.Model;

namespace Flux.Documents.Sqlite;

/// <summary>The statements that store a document: $0 id, $1 JSON, then the index columns, then the expected version; each answers the new version.</summary>
internal static class SqliteWriteText
{
    private static readonly ConcurrentDictionary<(CollectionDefinition Definition, WriteKind Kind), string> Texts = new();

    public static string For(CollectionDefinition definition, WriteKind kind) => Texts.GetOrAdd((definition, kind), static key => Build(key.Definition, key.Kind));

    private static string Build(CollectionDefinition definition, WriteKind kind)
    {
        var table = SqliteNames.Table(definition.Collection);
        var columns = definition.Indexes.Where(index => !index.Many).Select(index => SqliteNames.Column(index.Name)).ToList();
        if (kind == WriteKind.Update)
        {
            var sets = string.Concat(columns.Select((column, i) => $", {column} = ${i + 2}"));
            return $"UPDATE {table} SET version = version + 1, value = CAST($1 AS TEXT){sets} WHERE id = $0 AND version = ${columns.Count + 2} RETURNING version";
        }

        var names = string.Concat(columns.Select(column => $", {column}"));
        var values = string.Concat(columns.Select((_, i) => $", ${i + 2}"));
        var insert = $"INSERT INTO {table} (id, version, value{names}) VALUES ($0, 1, CAST($1 AS TEXT){values})";
        if (kind == WriteKind.Insert) return $"{insert} RETURNING version";
        var replaced = string.Concat(columns.Select(column => $", {column} = excluded.{column}"));
        return $"{insert} ON CONFLICT (id) DO UPDATE SET version = version + 1, value = excluded.value{replaced} RETURNING version";
    }
}
