using System.Diagnostics;
using System.Text;

namespace Flux.Conformance.Peers;

/// <summary>A program of ours in the background: its lines are read as they come, closing its input ends it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource _errorsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChildProcess(ProgramCall call, string? folder = null)
    {
        var start = new ProcessStartInfo(call.FileName)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? RepositoryFolders.Cache,
        };
        foreach (var argument in call.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in call.Environment)
            start.Environment[name] = value;
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PeerMissingException(call.FileName, call.Remedy, e.Message);
        }
        _process.ErrorDataReceived += (_, line) => Collect(line.Data);
        _process.BeginErrorReadLine();
    }

    public StreamReader Output => _process.StandardOutput;

    public StreamWriter Input => _process.StandardInput;

    public int Id => _process.Id;

    /// <summary>What the program wrote to its standard error up to now.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Waits for a line of its standard error that holds a text; false when the program ends without.</summary>
    public async Task<bool> WaitForErrorAsync(string text, TimeSpan limit)
    {
        var found = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains(text, StringComparison.Ordinal))
                found.TrySetResult(line.Data is not null);
        };
        return Errors.Contains(text, StringComparison.Ordinal) || (!_errorsEnded.Task.IsCompleted && await found.Task.WaitAsync(limit));
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramResult> RunAsync(ProgramCall call, TimeSpan limit, string? folder = null)
    {
        using var timeout = new CancellationTokenSource(limit);
        await using var child = new ChildProcess(call, folder);
        child.Input.Close();
        try
        {
            var output = await child.Output.ReadToEndAsync(timeout.Token);
            await child._process.WaitForExitAsync(timeout.Token);
            await child._errorsEnded.Task.WaitAsync(timeout.Token);
            return new ProgramResult(child._process.ExitCode, output, child.Errors);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{call} did not end within {limit}. {child.Errors}");
        }
    }

    /// <summary>Ends the program, whatever it is doing.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(Grace);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    private void Collect(string? line)
    {
        if (line is null)
        {
            _errorsEnded.TrySetResult();
            return;
        }
        lock (_errors)
            _errors.AppendLine(line);
    }
}
