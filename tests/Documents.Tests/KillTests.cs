using System.Diagnostics;
using Flux.Documents.Sqlite;

namespace Flux.Documents.Tests;

/// <summary>A process that is killed loses nothing that it was told is committed.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Kill_DuringWrites_KeepsEveryAnsweredCommitAndNoHalfBatch()
    {
        using var directory = new TempDirectory();
        var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "exec", typeof(KillTests).Assembly.Location, KillTarget.Argument, directory.Path }, RedirectStandardOutput = true,
        })!;
        long answered = 0;
        for (var i = 0; i < 50; i++) answered = long.Parse((await child.StandardOutput.ReadLineAsync())!);
        child.Kill();
        while (await child.StandardOutput.ReadLineAsync() is { } line) answered = Math.Max(answered, long.TryParse(line, out var n) ? n : 0);
        await child.WaitForExitAsync();

        await using var store = new SqliteDocumentStore(new DocumentOptions { DataDirectory = directory.Path });
        var stored = (await store.QueryAsync(Device.Type, DocumentQuery.All.OrderBy("weight"), CancellationToken.None)).Items;
        Assert.True(stored.Count >= 2 * answered, $"{answered} batches of 2 answered, {stored.Count} documents stored");
        Assert.Equal(0, stored.Count % 2);
    }
}
