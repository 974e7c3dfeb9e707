using System.Diagnostics;
using Flux.Documents.Sqlite;

namespace Flux.Documents.Tests;

/// <summary>A file that cannot be used any more while the store is open, or from the start.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Open_ReadOnlyFile_SaysWhichFileAndWhatToCheck()
    {
        await using (var store = Open()) await store.PutAsync(Device.Type, "1", new Device("r1"), None);
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.SetUnixFileMode(directory.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var error = await RunUnprivilegedAsync(KillTarget.WriteOnce);
        Assert.Contains(nameof(DocumentStoreUnavailableException), error, StringComparison.Ordinal);
        Assert.Contains(FilePath, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_DamagedWhileClosed_SaysDamagedAndKeepsWhatIsThere()
    {
        await using (var store = Open())
        {
            for (var i = 0; i < 50; i++) await store.PutAsync(Device.Type, $"{i}", new Device($"r{i}{new string('x', 2000)}"), None);
        }

        var bytes = await File.ReadAllBytesAsync(FilePath);
        for (var i = 4096; i < bytes.Length; i++) bytes[i] = 0xAB;
        await File.WriteAllBytesAsync(FilePath, bytes);
        await using var damaged = Open();
        var error = await Assert.ThrowsAsync<DocumentStoreUnavailableException>(() => damaged.GetAsync(Device.Type, "1", None));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DocumentStoreUnavailableException>(() => damaged.PutAsync(Device.Type, "1", new Device("new"), None));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(FilePath));
    }

    [Fact]
    public async Task Write_FileSizeLimitReached_ThrowsUnavailable_KeepsWhatWasAnswered()
    {
        // The limit of the process (ulimit -f) stands for a full disk: the kernel refuses the write itself.
        var output = await RunUnprivilegedAsync(KillTarget.WriteUntilFull, "trap '' XFSZ; ulimit -f 2000; ");
        Assert.Contains(nameof(DocumentStoreUnavailableException), output, StringComparison.Ordinal);
        var answered = int.Parse(output.Split(' ')[0]);
        await using var store = Open();
        var stored = (await store.QueryAsync(Device.Type, DocumentQuery.All, None)).Items.Count;
        Assert.True(answered > 3, output);
        Assert.Equal(answered, stored);
    }

    private string FilePath => Path.Combine(directory.Path, "documents.db");

    private SqliteDocumentStore Open() => new(new DocumentOptions { DataDirectory = directory.Path });

    // Files' modes mean nothing to root's capabilities, so root drops them for this.
    private async Task<string> RunUnprivilegedAsync(string argument, string before = "")
    {
        var drop = Environment.IsPrivilegedProcess && before.Length == 0 ? "setpriv --inh-caps=-all --bounding-set=-all " : "";
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{before}exec {drop}\"$@\"");
        Array.ForEach(["sh", Environment.ProcessPath!, "exec", typeof(KillTests).Assembly.Location, argument, directory.Path], start.ArgumentList.Add);
        // The runtime keeps code in files that are as large as its address space.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return output.Length > 0 ? output : await errors;
    }
}
