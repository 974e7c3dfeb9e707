using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Flux.Hosting.Tests.Support;

/// <summary>The probe service as a process of its own.</summary>
public sealed partial class ProbeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TemporaryDirectory _data = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProbeProcess(string[] args, bool ownData, Dictionary<string, string> environment)
    {
        // A shell's background job has SIGINT ignored, and its children inherit that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _data.Path,
        };
        start.ArgumentList.Add(typeof(ProbeHost.ProbeService).Assembly.Location);
        foreach (var arg in ownData ? ["--data", _data.Path, .. args] : args)
            start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => OnLine(e.Data);
    }

    /// <summary>The gRPC address of the start line.</summary>
    public Task<Uri> Address => _address.Task;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public string DirectoryPath => _data.Path;

    public static ProbeProcess Start(params string[] args) => Launch(args, ownData: true, []);

    public static ProbeProcess Start(Dictionary<string, string> environment, params string[] args) => Launch(args, ownData: true, environment);

    public static ProbeProcess StartBare(params string[] args) => Launch(args, ownData: false, []);

    public void Kill() => _process.Kill();

    /// <summary>Sends SIGTERM or SIGINT.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Memory that is this process's alone; the pages of the shared framework count once for all services.</summary>
    public long OwnBytes() => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);

    /// <summary>The exit code and what was written to stderr.</summary>
    public async Task<(int Code, string Error)> ExitAsync()
    {
        var error = await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Dispose();
    }

    private static ProbeProcess Launch(string[] args, bool ownData, Dictionary<string, string> environment)
    {
        var probe = new ProbeProcess(args, ownData, environment);
        probe._process.Start();
        probe._process.BeginOutputReadLine();
        return probe;
    }

    private void OnLine(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException("the process ended"));
            return;
        }
        lock (_output)
            _output.AppendLine(line);
        if (StartLine().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"started: gRPC (http://\S+) HTTP http://\S+ data ")]
    private static partial Regex StartLine();
}
