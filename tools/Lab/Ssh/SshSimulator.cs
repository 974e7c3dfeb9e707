using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Flux.Lab.Ssh;

/// <summary>
/// Many devices that cost next to nothing: one process with libssh's server side and the command line of a small router. For
/// counting and timing only; what devices really do is tested against <see cref="SshLab"/>. Needs libssh and Debian's python3.
/// </summary>
public sealed partial class SshSimulator : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly TempDirectory _directory;
    private readonly LifelineProcess _process;

    private SshSimulator(TempDirectory directory, LifelineProcess process, string prefix, int devices)
    {
        (_directory, _process) = (directory, process);
        Addresses = [.. Enumerable.Range(1, devices).Select(number => IPAddress.Parse($"{prefix}.{number}"))];
        Port = int.Parse(process.Output.Split("listening ")[1].Split('\n')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>One loopback address for each device; the prompt of the first is "sim1# ".</summary>
    public IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>The port of all of them.</summary>
    public int Port { get; }

    /// <summary>Accepted for any login name.</summary>
    public static string Password => "simulated-pw";

    /// <summary>Processor time that the simulator has used.</summary>
    public TimeSpan ProcessorTime => _process.ProcessorTime;

    /// <summary>Starts it; returns when it accepts connections.</summary>
    /// <param name="devices">1 to 250.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LabException">Python or libssh is missing.</exception>
    public static async Task<SshSimulator> StartAsync(int devices, CancellationToken cancellationToken = default)
    {
        var directory = new TempDirectory("flux-sim");
        try
        {
            await SshKeyPair.CreateAsync(directory["key"], "ed25519", cancellationToken);
            using (var resource = typeof(SshSimulator).Assembly.GetManifestResourceStream("ssh_simulator.py")!)
            using (var file = File.Create(directory["ssh_simulator.py"]))
                await resource.CopyToAsync(file, cancellationToken);
            var block = LoopbackPort.Block(1).GetAddressBytes();
            var prefix = $"127.{block[1]}.{Random.Shared.Next(0, 255)}"; // not the labs' own block
            var process = await LifelineProcess.StartAsync(
                Python, [directory["ssh_simulator.py"], directory["key"], Password, prefix, $"{devices}"], "listening", cancellationToken);
            return new SshSimulator(directory, process, prefix, devices);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Stops all devices in their tracks: nothing answers any more, but the kernel still acknowledges what comes.</summary>
    public void Freeze() => Signal(19); // SIGSTOP

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Signal(18); // SIGCONT: a frozen process does not see its input end
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private void Signal(int signal)
    {
        if (kill(_process.Id, signal) != 0)
            throw new LabException($"Signal {signal} does not reach the simulator (errno {Marshal.GetLastPInvokeError()}).");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);
}
