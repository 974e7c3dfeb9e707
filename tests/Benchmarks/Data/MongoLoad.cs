using Flux.Documents;
using Flux.Documents.Mongo;
using Flux.Documents.Tests.Mongo;

namespace Flux.Benchmarks.Data;

/// <summary>
/// What an operation on MongoDB costs in this process. The server is the tests' own, in Python and slow, so times say nothing; FLUX_TEST_MONGODB names a real one.
/// </summary>
internal static class MongoLoad
{
    private const int Count = 300;
    private const int WarmRounds = 8;
    private const double MarkMicroseconds = 150;
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task RunAsync()
    {
        await using var server = await MongoServer.StartAsync(replicaSet: true);
        var connection = Environment.GetEnvironmentVariable("FLUX_TEST_MONGODB") ?? server.ConnectionString;
        await using var store = new MongoDocumentStore(new DocumentOptions { MongoDb = connection, FileName = $"bench{Environment.ProcessId}.db" });
        Console.WriteLine("documents of 1 KB on MongoDB, one call at a time; cpu is all of this process: serializing, BSON, the driver and its threads, compiler and collector");
        var get = Load("get", i => store.GetAsync(Reading.Type, $"{i % 20}", None));
        var insert = Load("insert", i => store.InsertAsync(Reading.Type, $"n{i}", Reading.Of(1000 + i), None));
        var versions = new long[20];
        for (var i = 0; i < versions.Length; i++) versions[i] = (await store.InsertAsync(Reading.Type, $"u{i}", Reading.Of(100 + i), None)).Version;
        var update = Load("update", i => store.UpdateAsync(Reading.Type, $"u{i % 20}", Reading.Of(100 + (i % 20)), versions[i % 20]++, None));
        var put = Load("put (2 operations: reads the version, then replaces)", i => store.PutAsync(Reading.Type, $"{i % 20}", Reading.Of(i % 20), None), 2);
        var query = Load("query by an index, page of 5", i => store.QueryAsync(Reading.Type, DocumentQuery.All.Where("site", DocumentOperator.Equal, $"site-{i % 10}").Take(5), None));
        var delete = Load("delete", i => store.DeleteAsync(Reading.Type, $"n{i}", 1, None));
        // A service works for days: the first rounds compile the code, in the tiers of the runtime. Deletes leave the collection as it was.
        for (var round = 0; round <= WarmRounds; round++)
        {
            foreach (var load in new[] { put, get, query, update, insert, delete }) await load(round < WarmRounds);
        }
    }

    private static Func<bool, Task> Load(string name, Func<int, Task> operation, int operations = 1) => async warm =>
    {
        var figure = await Figure.MeasureAsync(Count, operation);
        if (!warm) Print(name, figure, operations);
    };

    private static void Print(string name, Figure figure, int operations = 1) => figure.Print(
        name, Figure.Mark($"{MarkMicroseconds / 1000} ms cpu for each operation of the server", figure.ProcessorEach / operations <= MarkMicroseconds));
}
