using System.Diagnostics;
using System.Text;

namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>The operating system's process behind a zygote: starts it with an empty environment and speaks its line protocol.</summary>
internal sealed class ZygoteProcess : IDisposable
{
    private readonly Process _process;
    private readonly Stream _commands;
    private readonly Lock _writing = new();

    private ZygoteProcess(Process process)
    {
        _process = process;
        _commands = process.StandardInput.BaseStream;
    }

    public int Id => _process.Id;

    public StreamReader Answers => _process.StandardOutput;

    public static ZygoteProcess Start(string python)
    {
        if (!File.Exists(python))
            throw new SandboxException($"{python} does not exist; install the Debian package python3 (3.11), or name another with --sandbox:python", permanent: true);
        var start = new ProcessStartInfo(python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // -I: no user site, no PYTHON* variables; -S: no site module; -B: writes no bytecode.
        foreach (var argument in new[] { "-I", "-S", "-B", "-c", PythonSources.Boot })
            start.ArgumentList.Add(argument);
        // Native code in a child can read the environment that the zygote was started with.
        start.Environment.Clear();
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        try
        {
            return new ZygoteProcess(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SandboxException($"cannot start {python}: {e.Message}", permanent: true);
        }
    }

    public void SendSettings(byte[] settings) => Write([.. Encoding.ASCII.GetBytes($"{settings.Length}\n"), .. settings]);

    public void Send(string line) => Write(Encoding.ASCII.GetBytes(line + "\n"));

    // What is sent to a zygote that is gone is dropped: its end is seen where its answers are read.
    private void Write(byte[] bytes)
    {
        lock (_writing)
        {
            try
            {
                _commands.Write(bytes);
                _commands.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // Ended.
            }
        }
    }

    public Task<string> ReadErrorsAsync() => _process.StandardError.ReadToEndAsync();

    /// <summary>Closes the command pipe: the zygote ends, and its children with it.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            try
            {
                _commands.Dispose();
            }
            catch (IOException)
            {
                // The pipe is broken: it has ended already.
            }
        }
        try
        {
            if (!_process.WaitForExit(TimeSpan.FromSeconds(2)))
                _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // Ended between the two.
        }
        _process.Dispose();
    }
}
