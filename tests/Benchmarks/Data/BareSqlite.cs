using System.Text.Json;
using Flux.Documents;
using Microsoft.Data.Sqlite;

namespace Flux.Benchmarks.Data;

/// <summary>The same documents by hand.</summary>
internal sealed class BareSqlite : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand put;
    private readonly SqliteCommand get;

    public BareSqlite(string path)
    {
        connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (var sql in new[]
        {
            "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
            "CREATE TABLE readings (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL, name TEXT, site TEXT)",
            "CREATE UNIQUE INDEX readings_name ON readings (name)", "CREATE INDEX readings_site ON readings (site, id)",
        })
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        put = Command(
            "INSERT INTO readings (id, version, value, name, site) VALUES ($0, 1, CAST($1 AS TEXT), $2, $3) ON CONFLICT (id) DO UPDATE SET version = version + 1, value = excluded.value, name = excluded.name, site = excluded.site RETURNING version",
            4);
        get = Command("SELECT id, version, CAST(value AS BLOB) FROM readings WHERE id = $0", 1);
    }

    public Task<Figure> PutAsync(int count) => Figure.MeasureAsync(count, i =>
    {
        var reading = Reading.Of(i);
        using var transaction = connection.BeginTransaction();
        put.Transaction = transaction;
        put.Parameters[0].Value = $"{i}";
        put.Parameters[1].Value = JsonSerializer.SerializeToUtf8Bytes(reading, DocumentJson.Options);
        put.Parameters[2].Value = reading.Name;
        put.Parameters[3].Value = reading.Site;
        put.ExecuteScalar();
        transaction.Commit();
        return Task.CompletedTask;
    });

    public Task<Figure> GetAsync(int count) => Figure.MeasureAsync(count, i =>
    {
        get.Parameters[0].Value = $"{i % 500}";
        using var reader = get.ExecuteReader();
        if (!reader.Read()) throw new InvalidOperationException("lost");
        _ = reader.GetString(0);
        _ = reader.GetInt64(1);
        _ = JsonSerializer.Deserialize<Reading>(reader.GetFieldValue<byte[]>(2), DocumentJson.Options);
        return Task.CompletedTask;
    });

    public void Dispose() => connection.Dispose();

    private SqliteCommand Command(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }
}
