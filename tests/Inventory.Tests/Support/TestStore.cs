using Flux.Documents.Tests.Mongo;

namespace Flux.Testing;

/// <summary>
/// Where the services of a test keep their documents: in SQLite files, or with FLUX_TEST_STORE=mongo in a MongoDB replica set
/// (transactions), with FLUX_TEST_STORE=mongo-single in a single server (no transactions).
/// </summary>
/// <remarks>One server for the whole run; it ends with the process, whose end closes its input. Each test has databases of its own.</remarks>
public static class TestStore
{
    private static readonly Lazy<Task<MongoServer>> Server = new(() => MongoServer.StartAsync(replicaSet: Choice == "mongo"));

    /// <summary>The server for tests is slow: tests with very many documents take fewer on it.</summary>
    public static bool IsMongo => Choice.StartsWith("mongo", StringComparison.Ordinal);

    private static string Choice => Environment.GetEnvironmentVariable("FLUX_TEST_STORE") ?? "";

    /// <summary>Options for all services of one test; none for SQLite.</summary>
    public static async Task<string[]> OptionsAsync() => Choice switch
    {
        "" or "sqlite" => [],
        "mongo" or "mongo-single" => ["--mongodb", (await Server.Value).ConnectionStringOf($"t{Guid.NewGuid():N}")],
        _ => throw new InvalidOperationException($"FLUX_TEST_STORE is '{Choice}'; it must be sqlite, mongo or mongo-single."),
    };
}
