using System.Text.Json;
using Flux.Documents;
using Flux.Documents.Sqlite;

namespace Flux.Benchmarks.Data;

/// <summary>Put and get of documents on SQLite beside Microsoft.Data.Sqlite as one would use it by hand: same file settings, prepared statements, same JSON.</summary>
internal static class SqliteLoad
{
    private const int Count = 3000;
    private const double Mark = 2;

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("flux-data-bench-");
        try
        {
            await using var store = new SqliteDocumentStore(new DocumentOptions { DataDirectory = directory.FullName });
            using var bare = new BareSqlite(Path.Combine(directory.FullName, "bare.db"));
            Console.WriteLine($"documents of {JsonSerializer.SerializeToUtf8Bytes(Reading.Of(1), DocumentJson.Options).Length} bytes on SQLite, committed to disk one by one");
            await PutAsync(store, 500);
            await bare.PutAsync(500);
            await GetAsync(store, 500);
            await bare.GetAsync(500);
            Compare("put", await PutAsync(store, Count), await bare.PutAsync(Count));
            Compare("get", await GetAsync(store, 5 * Count), await bare.GetAsync(5 * Count));
            var together = await Figure.MeasureAsync(
                1, async _ => await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, ct) => await store.PutAsync(Reading.Type, $"{i}", Reading.Of(i), ct)));
            (together with { Count = Count }).Print("put, 64 callers (group commit)");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Task<Figure> PutAsync(SqliteDocumentStore store, int count) =>
        Figure.MeasureAsync(count, async i => await store.PutAsync(Reading.Type, $"{i}", Reading.Of(i), CancellationToken.None));

    private static Task<Figure> GetAsync(SqliteDocumentStore store, int count) =>
        Figure.MeasureAsync(count, async i => _ = await store.GetAsync(Reading.Type, $"{i % 500}", CancellationToken.None) ?? throw new InvalidOperationException("lost"));

    private static void Compare(string name, Figure ours, Figure bare)
    {
        bare.Print($"{name}, bare library");
        var (time, processor) = (ours.MicrosecondsEach / bare.MicrosecondsEach, ours.ProcessorEach / bare.ProcessorEach);
        ours.Print($"{name}, document store", Figure.Mark($"within {Mark}x of the bare library, {time:N2}x by time, {processor:N2}x by processor", time <= Mark));
    }
}
