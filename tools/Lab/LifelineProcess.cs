using System.Diagnostics;
using System.Text;

namespace Flux.Lab;

/// <summary>
/// A helper process that ends when its standard input closes. The operating system closes the pipe when this
/// process dies, however it dies, so nothing outlives the lab (a parent-death signal would follow the starting
/// thread instead, and threads of the pool come and go).
/// </summary>
public sealed class LifelineProcess : IAsyncDisposable
{
    private const int LinesKept = 200;

    private readonly Process _process;
    private readonly string _readyText;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lines = new();
    private readonly List<(string Text, TaskCompletionSource Found)> _waits = [];

    private LifelineProcess(Process process, string readyText)
    {
        _process = process;
        _readyText = readyText;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>The last lines that the process wrote, for error messages.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program and returns when it has printed a line that contains <paramref name="readyText"/>.</summary>
    /// <exception cref="LabException">It ended, or said nothing of the kind within 20 seconds; the message has its output.</exception>
    public static async Task<LifelineProcess> StartAsync(string program, IEnumerable<string> arguments, string readyText, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
        };
        var child = new Process { StartInfo = start, EnableRaisingEvents = true };
        var lifeline = new LifelineProcess(child, readyText);
        child.Exited += (_, _) => lifeline._ready.TrySetException(new LabException($"{program} ended with code {child.ExitCode}: {lifeline.Output}"));
        child.Start();
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        try
        {
            await lifeline._ready.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            return lifeline;
        }
        catch (Exception error)
        {
            await lifeline.DisposeAsync();
            throw error is TimeoutException ? new LabException($"{program} did not say '{readyText}': {lifeline.Output}") : error;
        }
    }

    /// <summary>Waits until the process prints a line that contains <paramref name="text"/>, or has printed it lately.</summary>
    public async Task LineAsync(string text, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
                return;
            _waits.Add((text, found));
        }

        await found.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
        {
            if (_lines.Count == LinesKept)
                _lines.Dequeue();
            _lines.Enqueue(line);
            foreach (var (text, found) in _waits)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    found.TrySetResult();
            }
        }

        if (line.Contains(_readyText, StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
