using Flux.Documents.Model;

namespace Flux.Documents.Sqlite;

/// <summary>Makes a collection's table match its declaration: new indexes are filled from the documents, undeclared ones are dropped.</summary>
internal static class SqliteSchema
{
    public static void Ensure(SqliteSession session, CollectionDefinition definition)
    {
        var table = SqliteNames.Table(definition.Collection);
        session.Run($"CREATE TABLE IF NOT EXISTS {table} (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL)");
        var columns = session.Texts("SELECT name FROM pragma_table_info($0)", definition.Collection).ToHashSet(StringComparer.Ordinal);
        var tables = session.Texts("SELECT name FROM sqlite_master WHERE type = 'table'").ToHashSet(StringComparer.Ordinal);
        var fill = new List<int>();
        for (var i = 0; i < definition.Indexes.Count; i++)
        {
            var index = definition.Indexes[i];
            if (index.Many ? !tables.Contains($"{definition.Collection} {index.Name}") : !columns.Contains($"i_{index.Name}"))
            {
                Add(session, definition, index);
                fill.Add(i);
            }
        }

        if (fill.Count > 0) Fill(session, definition, fill);
        MatchIndexes(session, definition);
    }

    private static void Add(SqliteSession session, CollectionDefinition definition, IndexDefinition index)
    {
        if (!index.Many)
        {
            // Without a type the column keeps texts and integers as they are.
            session.Run($"ALTER TABLE {SqliteNames.Table(definition.Collection)} ADD COLUMN {SqliteNames.Column(index.Name)}");
            return;
        }

        var table = SqliteNames.ManyTable(definition.Collection, index.Name);
        session.Run($"CREATE TABLE {table} (value NOT NULL, id TEXT NOT NULL, PRIMARY KEY (value, id)) WITHOUT ROWID");
        session.Run($"CREATE INDEX \"{definition.Collection} {index.Name} owner\" ON {table} (id)");
    }

    private static void Fill(SqliteSession session, CollectionDefinition definition, List<int> added)
    {
        var table = SqliteNames.Table(definition.Collection);
        foreach (var id in session.Texts($"SELECT id FROM {table}"))
        {
            var value = (byte[])session.Command($"SELECT CAST(value AS BLOB) FROM {table} WHERE id = $0", id).ExecuteScalar()!;
            var values = definition.Reindex(value);
            foreach (var i in added)
            {
                var index = definition.Indexes[i];
                if (index.Many) SqliteWrites.WriteMany(session, definition, index, id, (object[])values[i]!);
                else session.Run($"UPDATE {table} SET {SqliteNames.Column(index.Name)} = $1 WHERE id = $0", id, values[i]);
            }
        }
    }

    private static void MatchIndexes(SqliteSession session, CollectionDefinition definition)
    {
        var existing = session.Texts(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = $0 AND sql IS NOT NULL", definition.Collection);
        var wanted = definition.Indexes.Where(index => !index.Many).ToDictionary(index => SqliteNames.Index(definition.Collection, index));
        foreach (var name in existing.Where(name => !wanted.ContainsKey(name))) session.Run($"DROP INDEX \"{name}\"");
        foreach (var (name, index) in wanted.Where(entry => !existing.Contains(entry.Key)))
        {
            // The id breaks ties of the order; a unique index has none.
            var (kind, tie) = index.Unique ? ("UNIQUE INDEX", "") : ("INDEX", ", id");
            session.Run($"CREATE {kind} \"{name}\" ON {SqliteNames.Table(definition.Collection)} ({SqliteNames.Column(index.Name)}{tie})");
        }
    }
}
