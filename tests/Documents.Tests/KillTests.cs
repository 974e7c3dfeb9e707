using System.Diagnostics;
using Flux.Documents.Mongo;
using Flux.Documents.Sqlite;
using Flux.Documents.Tests.Mongo;

namespace Flux.Documents.Tests;

/// <summary>A process that is killed loses nothing that it was told is committed.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Kill_DuringWritesToSqlite_KeepsEveryAnsweredCommitAndNoHalfBatch()
    {
        using var directory = new TempDirectory();
        var answered = await KillWriterAsync(directory.Path, 50);
        await using var store = new SqliteDocumentStore(new DocumentOptions { DataDirectory = directory.Path });
        await CheckAsync(store, answered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Kill_DuringWritesToMongoDb_KeepsEveryAnsweredCommitAndNoHalfBatch(bool replicaSet)
    {
        await using var server = await MongoServer.StartAsync(replicaSet);
        var answered = await KillWriterAsync(server.ConnectionString, 10);
        await using var store = new MongoDocumentStore(new DocumentOptions { MongoDb = server.ConnectionString });
        await CheckAsync(store, answered);
    }

    private static async Task<long> KillWriterAsync(string place, int commits)
    {
        var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "exec", typeof(KillTests).Assembly.Location, KillTarget.WriteUntilKilled, place }, RedirectStandardOutput = true,
        })!;
        long answered = 0;
        for (var i = 0; i < commits; i++) answered = long.Parse((await child.StandardOutput.ReadLineAsync())!);
        child.Kill();
        while (await child.StandardOutput.ReadLineAsync() is { } line) answered = Math.Max(answered, long.TryParse(line, out var n) ? n : 0);
        await child.WaitForExitAsync();
        return answered;
    }

    private static async Task CheckAsync(IDocumentStore store, long answered)
    {
        var stored = (await store.QueryAsync(Device.Type, DocumentQuery.All.OrderBy("weight"), CancellationToken.None)).Items;
        Assert.True(stored.Count >= 2 * answered, $"{answered} batches of 2 answered, {stored.Count} documents stored");
        Assert.Equal(0, stored.Count % 2);
    }
}
