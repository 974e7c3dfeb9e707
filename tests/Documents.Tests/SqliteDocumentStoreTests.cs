using Flux.Documents.Sqlite;
using Microsoft.Data.Sqlite;

namespace Flux.Documents.Tests;

public sealed class SqliteDocumentStoreTests : DocumentStoreContract, IAsyncLifetime
{
    private readonly TempDirectory directory = new();
    private SqliteDocumentStore store;

    public SqliteDocumentStoreTests() => store = Open();

    protected override IDocumentStoreConnection Store => store;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Commit_DiskFull_ThrowsUnavailable_WritesNothing_ThenGoesOn()
    {
        await FillAsync(1);
        await ReopenAsync(maxPages: 60);
        var error = await Assert.ThrowsAsync<DocumentStoreUnavailableException>(async () =>
        {
            for (var i = 2; i < 200; i++) await store.PutAsync(Devices, $"{i}", new Device($"{i}{new string('x', 50_000)}"), None);
        });
        Assert.Contains("room", error.Message, StringComparison.Ordinal);
        var stored = (await store.QueryAsync(Devices, DocumentQuery.All, None)).Items.Count;
        await store.DeleteAsync(Devices, "2", null, None);
        Assert.Equal(stored - 1, (await store.QueryAsync(Devices, DocumentQuery.All, None)).Items.Count);
    }

    [Fact]
    public async Task Commit_FileLockedByAnotherProgram_ThrowsUnavailableAfterBusyTimeout()
    {
        await FillAsync(1);
        using var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        other.Open();
        Execute(other, "BEGIN IMMEDIATE");
        var error = await Assert.ThrowsAsync<DocumentStoreUnavailableException>(() => store.PutAsync(Devices, "1", new Device("new"), None));
        Assert.Contains("locked", error.Message, StringComparison.Ordinal);
        Assert.Equal("device-1", (await store.GetAsync(Devices, "1", None))!.Value.Name);
        Execute(other, "ROLLBACK");
        await store.PutAsync(Devices, "1", new Device("new"), None);
    }

    [Fact]
    public async Task Write_UnderASavepoint_PutsNoPagesIntoFilesElsewhere()
    {
        await FillAsync(20);
        using var file = new SqliteFile(new DocumentOptions { DataDirectory = directory.Path, FileName = "test.db" });
        using var session = file.OpenWriter();
        session.Run("BEGIN IMMEDIATE");
        session.Run("UPDATE devices SET value = zeroblob(40000)");
        session.Run("SAVEPOINT job");
        // The pages as they were before the savepoint are kept for its rollback; SQLite keeps the first 64 KB of them in memory anyway.
        session.Run("UPDATE devices SET value = zeroblob(39999)");
        var files = Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(entry => new FileInfo(entry).LinkTarget ?? "");
        Assert.DoesNotContain(files, target => Path.GetFileName(target).StartsWith("etilqs", StringComparison.Ordinal));
        session.Run("ROLLBACK");
    }

    [Fact]
    public void Open_FolderCannotBeMade_SaysWhichAndHow()
    {
        var file = Path.Combine(directory.Path, "plain");
        File.WriteAllText(file, "");
        var error = Assert.Throws<DocumentStoreUnavailableException>(() => new SqliteDocumentStore(new DocumentOptions { DataDirectory = file }));
        Assert.Contains("--data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoDatabase_SaysDamaged()
    {
        File.WriteAllText(Path.Combine(directory.Path, "bad.db"), new string('x', 5000));
        var error = Assert.Throws<DocumentStoreUnavailableException>(
            () => new SqliteDocumentStore(new DocumentOptions { DataDirectory = directory.Path, FileName = "bad.db" }));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MakesFileForOwnerOnly() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));

    private string FilePath => Path.Combine(directory.Path, "test.db");

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteDocumentStore Open(int? maxPages = null) => new(new DocumentOptions
    {
        DataDirectory = directory.Path, FileName = "test.db", MaxDocumentBytes = 100_000, BusyTimeout = TimeSpan.FromSeconds(1), MaxPages = maxPages,
    });

    protected override async Task<IDocumentStoreConnection> ReopenAsync() => await ReopenAsync(null);

    private async Task<IDocumentStoreConnection> ReopenAsync(int? maxPages)
    {
        await store.DisposeAsync();
        return store = Open(maxPages);
    }
}
