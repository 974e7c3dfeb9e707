using System.Diagnostics;
using System.Text;
using Flux.Cli;

namespace Flux.Integration.Support;

/// <summary>The flux command as a user starts it: a process with arguments, two streams and an exit code.</summary>
internal sealed class FluxProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly List<(string Text, TaskCompletionSource<string> Seen)> _awaited = [];
    private readonly Task _reading;

    private FluxProgram(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _errors));
    }

    /// <summary>The process id.</summary>
    public int Pid => _process.Id;

    /// <summary>What it wrote to standard output so far.</summary>
    public string Output => Text(_output);

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors => Text(_errors);

    /// <summary>Starts it; relative paths are below the given folder.</summary>
    public static FluxProgram Start(string folder, params IEnumerable<string> arguments) => Start(folder, arguments, new Dictionary<string, string>());

    /// <summary>Runs it to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(string folder, params IEnumerable<string> arguments) =>
        RunAsync(folder, arguments, new Dictionary<string, string>());

    /// <summary>Runs it to its end with more environment variables.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        await using var program = Start(folder, arguments, environment);
        var code = await program.EndAsync();
        return (code, program.Output, program.Errors);
    }

    private static FluxProgram Start(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Workspace.Program("tools/flux/Cli.csproj"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new FluxProgram(Process.Start(start)!);
    }

    /// <summary>Waits for the end; answers the exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Waits for a line with this text on either stream; answers the line.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_awaited)
        {
            var line = (Output + Errors).Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
            if (line is not null)
                return line;
            _awaited.Add((text, seen));
        }

        var first = await Task.WhenAny(seen.Task, _reading);
        return first == seen.Task ? await seen.Task : throw new Xunit.Sdk.XunitException($"flux ended with {await EndAsync()} before it said '{text}':\n{Output}\n{Errors}");
    }

    /// <summary>Ends it as the kernel would: no handler runs.</summary>
    public void Kill() => _process.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _reading;
        _process.Dispose();
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_awaited)
            {
                lock (text)
                    text.Append(line).Append('\n');
                foreach (var (_, seen) in _awaited.Where(wait => line.Contains(wait.Text, StringComparison.Ordinal)))
                    seen.TrySetResult(line);
            }
        }
    }
}
