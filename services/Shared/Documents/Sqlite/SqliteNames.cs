namespace Flux.Documents.Sqlite;

/// <summary>Names in the database. Collections and indexes may hold '-', so everything is quoted.</summary>
internal static class SqliteNames
{
    public static string Table(string collection) => $"\"{collection}\"";

    public static string Column(string index) => index == Model.CollectionDefinition.IdIndex ? "id" : $"\"i_{index}\"";

    /// <summary>Table of an index with many values: (id, value).</summary>
    public static string ManyTable(string collection, string index) => $"\"{collection} {index}\"";

    /// <summary>Without quotes, as sqlite_master holds it.</summary>
    public static string Index(string collection, Model.IndexDefinition index) => $"{collection} {index.Name} {(index.Unique ? "unique" : "index")}";
}
