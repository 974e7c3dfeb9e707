using System.Diagnostics;

namespace Flux.Benchmarks.Script;

/// <summary>A Python process for each run: what a service without a sandbox of its own would start.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Command">Program and arguments before Python's own.</param>
internal sealed record PeerProcess(string Name, string[] Command) : IMeasured
{
    // Reads its inputs, runs the script in them, writes its outputs: no less than a run of ours does.
    private const string Program = $$"""
        import json, sys
        scope = json.load(sys.stdin)
        exec(compile(sys.argv[1], "bench", "exec"), scope)
        print(json.dumps({"context": scope["context"]}))
        """;

    private const string Python = "/usr/bin/python3.11";

    public static IReadOnlyList<PeerProcess> All { get; } =
    [
        new("python3 -I -S", [Python]),
        new("bwrap + python3", ["/usr/bin/bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
            "--proc", "/proc", "--dev", "/dev", "--die-with-parent", "--clearenv", Python]),
    ];

    public bool IsInstalled => File.Exists(Command[0]);

    // Reaped children count with their parent, which is this process; what bubblewrap starts is the child of nobody here.
    public double Processor => Command.Length > 1 ? double.NaN : ProcessTimes.OfReaped(Environment.ProcessId) + ProcessTimes.Of(Environment.ProcessId);

    public async Task TinyAsync()
    {
        var start = new ProcessStartInfo(Command[0], [.. Command[1..], "-I", "-S", "-B", "-c", Program, Samples.Tiny])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(Samples.TinyInputs);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || !output.Contains("14", StringComparison.Ordinal))
            throw new InvalidOperationException($"{Name}: {process.ExitCode} {output}");
    }
}
