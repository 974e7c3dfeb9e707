using Flux.Documents.Sqlite;

namespace Flux.Documents.Tests;

/// <summary>Entry point of the process that <see cref="KillTests"/> kills: commits batches of two and prints the number of each when it is answered.</summary>
internal static class KillTarget
{
    public const string Argument = "write-until-killed";

    public static async Task<int> Main(string[] args)
    {
        if (args is not [Argument, var directory]) return 2;
        await using var store = new SqliteDocumentStore(new DocumentOptions { DataDirectory = directory });
        for (var i = 1; ; i++)
        {
            await store.CommitAsync(
                new DocumentBatch().Insert(Device.Type, $"{i}a", new Device($"{i}a", i)).Insert(Device.Type, $"{i}b", new Device($"{i}b", i)), CancellationToken.None);
            Console.WriteLine(i);
        }
    }
}
