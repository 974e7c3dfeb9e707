using System.Diagnostics;

namespace Flux.Cli.Supervision;

/// <summary>One service as a child process. It dies with this process, however this process ends.</summary>
internal sealed class ServiceProcess
{
    private const int LinesKept = 200;

    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private readonly Action<ServiceDefinition, string> _log;

    private ServiceProcess(ServiceDefinition definition, Process process, Action<ServiceDefinition, string> log)
    {
        (Definition, _process, _log) = (definition, process, log);
        Ended = WatchAsync();
    }

    /// <summary>What it runs.</summary>
    public ServiceDefinition Definition { get; }

    /// <summary>Its process id.</summary>
    public int Pid => _process.Id;

    /// <summary>Completes with the exit code when the process has ended and its last line is read.</summary>
    public Task<int> Ended { get; }

    /// <summary>Starts a service.</summary>
    /// <param name="definition">Which, with the ports to use.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="log">Gets each line that the service writes.</param>
    public static async Task<ServiceProcess> StartAsync(ServiceDefinition definition, IEnumerable<string> arguments, Action<ServiceDefinition, string> log)
    {
        // A session of its own: Ctrl-C in the terminal reaches only us, and we stop the services in order.
        var start = new ProcessStartInfo("setsid", ["setpriv", "--pdeathsig", "KILL", "dotnet", Workspace.Program(definition.Project), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet")
            start.ArgumentList[3] = host;
        var process = await ParentThread.RunAsync(() => Process.Start(start)!);
        process.StandardInput.Close();
        return new ServiceProcess(definition, process, log);
    }

    /// <summary>The last lines that it wrote.</summary>
    public IReadOnlyList<string> LastLines(int count)
    {
        lock (_lines)
            return [.. _lines.TakeLast(count)];
    }

    /// <summary>Asks it to end, and kills it with all its children when it has not ended in time.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        if (Ended.IsCompleted)
            return true;
        Signal.Terminate(Pid);
        try
        {
            await Ended.WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Ended;
            return false;
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    private async Task<int> WatchAsync()
    {
        await Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lines)
            {
                if (_lines.Count == LinesKept)
                    _lines.Dequeue();
                _lines.Enqueue(line);
            }

            _log(Definition, line);
        }
    }
}
