using System.Diagnostics;

namespace Flux.Integration.Support;

/// <summary>A named pipe into which commands on the devices write lines: so a test learns what happens there as it happens.</summary>
internal sealed class Pipe : IDisposable
{
    private readonly Lazy<StreamReader> _reader;

    private Pipe(string path, FileAccess access)
    {
        Path = path;
        _reader = new(() => new StreamReader(new FileStream(path, FileMode.Open, access, FileShare.ReadWrite, bufferSize: 0)));
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes one that every user may write to.</summary>
    /// <param name="path">Where.</param>
    /// <param name="ends">It ends when no process has it open for writing any more; else only lines are read, whoever comes and goes.</param>
    public static async Task<Pipe> CreateAsync(string path, bool ends = false)
    {
        using var make = Process.Start("mkfifo", ["-m", "666", path]);
        await make.WaitForExitAsync();
        Assert.Equal(0, make.ExitCode);
        return new Pipe(path, ends ? FileAccess.Read : FileAccess.ReadWrite);
    }

    /// <summary>The next line, null at the end; waits for it on a thread of its own.</summary>
    public Task<string?> LineAsync() => Task.Factory.StartNew(() => _reader.Value.ReadLine(), TaskCreationOptions.LongRunning);

    /// <summary>The next lines.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(int count)
    {
        var lines = new List<string>();
        while (lines.Count < count)
            lines.Add(await LineAsync() ?? throw new EndOfStreamException());
        return lines;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_reader.IsValueCreated)
            _reader.Value.Dispose();
    }
}
