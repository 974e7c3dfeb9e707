using Flux.Documents.Mongo;
using Flux.Documents.Sqlite;

namespace Flux.Documents.Tests;

/// <summary>Entry point of the processes that tests kill or starve.</summary>
internal static class KillTarget
{
    /// <summary>Commits batches of two and prints the number of each when it is answered.</summary>
    public const string WriteUntilKilled = "write-until-killed";

    /// <summary>Writes one document and prints the error.</summary>
    public const string WriteOnce = "write-once";

    /// <summary>Writes documents until that fails; prints how many were answered, and the error.</summary>
    public const string WriteUntilFull = "write-until-full";

    public static async Task<int> Main(string[] args)
    {
        if (args is not [var what, var place]) return 2;
        var answered = 0;
        try
        {
            await using var store = Open(place);
            if (what == WriteUntilKilled) await WritePairsAsync(store);
            do
            {
                await store.PutAsync(Device.Type, $"{answered}", new Device($"{answered}{new string('x', what == WriteOnce ? 1 : 20_000)}"), CancellationToken.None);
                answered++;
            }
            while (what == WriteUntilFull);
            Console.WriteLine("written");
        }
        catch (DocumentException error)
        {
            Console.WriteLine($"{answered} {error.GetType().Name}: {error.Message}");
        }

        return 0;
    }

    private static IDocumentStoreConnection Open(string place) => place.StartsWith("mongodb:", StringComparison.Ordinal)
        ? new MongoDocumentStore(new DocumentOptions { MongoDb = place })
        : new SqliteDocumentStore(new DocumentOptions { DataDirectory = place });

    private static async Task WritePairsAsync(IDocumentStore store)
    {
        for (var i = 1; ; i++)
        {
            await store.CommitAsync(
                new DocumentBatch().Insert(Device.Type, $"{i}a", new Device($"{i}a", i)).Insert(Device.Type, $"{i}b", new Device($"{i}b", i)), CancellationToken.None);
            Console.WriteLine(i);
        }
    }
}
