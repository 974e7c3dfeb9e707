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
    private const double MarkMicroseconds = 150;
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task RunAsync()
    {
        await using var server = await MongoServer.StartAsync(replicaSet: true);
        var connection = Environment.GetEnvironmentVariable("FLUX_TEST_MONGODB") ?? server.ConnectionString;
        await using var store = new MongoDocumentStore(new DocumentOptions { MongoDb = connection, FileName = $"bench{Environment.ProcessId}.db" });
        Console.WriteLine("documents of 1 KB on MongoDB; cpu of the client");
        var get = Load("get", i => store.GetAsync(Reading.Type, $"{i % 20}", None));
        var insert = Load("insert", i => store.InsertAsync(Reading.Type, $"n{i}", Reading.Of(1000 + i), None));
        var update = Load("update", i => store.UpdateAsync(Reading.Type, $"n{i}", Reading.Of(1000 + i), 1, None));
        var put = Load("put (reads the version, then replaces)", i => store.PutAsync(Reading.Type, $"{i % 20}", Reading.Of(i % 20), None), 2);
        var query = Load("query by an index, page of 5", i => store.QueryAsync(Reading.Type, DocumentQuery.All.Where("site", DocumentOperator.Equal, $"site-{i % 10}").Take(5), None));
        var delete = Load("delete", i => store.DeleteAsync(Reading.Type, $"n{i}", 2, None));
        // The first rounds compile the code; deletes leave the collection as it was.
        foreach (var warm in new[] { true, true, false })
        {
            foreach (var load in new[] { put, get, insert, update, query, delete }) await load(warm);
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
