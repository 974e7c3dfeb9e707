using System.Diagnostics;
using System.Text.Json;

namespace Flux.Documents.Tests.Mongo;

/// <summary>
/// A MongoDB server for tests: Debian's python3-mockupdb for the wire protocol and python3-mongomock for the documents, on a free port of loopback.
/// Takes orders for faults, see Server/server.py.
/// </summary>
public sealed class MongoServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly SemaphoreSlim gate = new(1);

    private MongoServer(Process process, int port, string options)
    {
        this.process = process;
        Port = port;
        ConnectionString = $"mongodb://127.0.0.1:{port}/flux?heartbeatFrequencyMS=500&{options}";
    }

    public int Port { get; }

    public string ConnectionString { get; }

    /// <summary>The connection string whose databases begin with this name.</summary>
    public string ConnectionStringOf(string database) => ConnectionString.Replace("/flux?", $"/{database}?", StringComparison.Ordinal);

    /// <summary>Starts a server: a replica set of one member, with transactions, or a single server without them.</summary>
    public static async Task<MongoServer> StartAsync(bool replicaSet = false, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        // The server prints a line for each broken connection.
        start.RedirectStandardError = true;
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Mongo", "Server", "server.py"));
        if (replicaSet) Array.ForEach(["--replica-set", "rs0"], start.ArgumentList.Add);
        Array.ForEach(arguments, start.ArgumentList.Add);
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        if (!int.TryParse(await process.StandardOutput.ReadLineAsync(), out var port))
            throw new InvalidOperationException($"The test server needs the Debian packages python3-mockupdb and python3-mongomock: {await errors}");
        return new MongoServer(process, port, replicaSet ? "replicaSet=rs0" : "");
    }

    /// <summary>The next matching command has a fault.</summary>
    public Task FaultAsync(string fault, string command, int times = 1, int skip = 0, int milliseconds = 0, int code = 0, string message = "injected", params string[] labels) =>
        OrderAsync(new { fault, command, times, skip, ms = milliseconds, code, message, labels });

    /// <summary>Completes when faults have struck so many times since it was asked last.</summary>
    public Task StruckAsync(int times) => OrderAsync(new Dictionary<string, int> { ["await"] = times });

    /// <summary>The commands since it was asked last: "name collection retryable" and the like.</summary>
    public async Task<IReadOnlyList<string>> LogAsync() =>
        [.. JsonSerializer.Deserialize<string[][]>(await OrderAsync(new { log = true }))!.Select(entry => string.Join(' ', entry).TrimEnd())];

    /// <summary>The documents of a collection as a MongoDB shell shows them: canonical extended JSON, as one array.</summary>
    public async Task<JsonElement> PeekAsync(string database, string collection) => JsonDocument.Parse(await OrderAsync(new { peek = database, collection })).RootElement;

    /// <summary>Sets fields of every document of a collection, as a person might.</summary>
    public Task SetAsync(string database, string collection, IReadOnlyDictionary<string, object> fields) => OrderAsync(new { set = database, collection, fields });

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        gate.Dispose();
    }

    private async Task<string> OrderAsync(object order)
    {
        await gate.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order));
            return await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The test server has ended.");
        }
        finally
        {
            gate.Release();
        }
    }
}
