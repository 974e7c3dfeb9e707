namespace Flux.Lab.Ssh;

/// <summary>
/// Real SSH devices on loopback: one OpenSSH server each, with a router's command line (FRR) or a shell behind it.
/// <code>
/// await using var lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["r1", "r2", "r3"] }, cancellationToken);
/// foreach (var device in lab.Devices) ... device.Address, device.Port, device.Username, device.Password, device.Platform
/// </code>
/// Needs openssh-server; as root also frr for routers. Everything ends with the lab, also when this process is killed.
/// </summary>
public sealed class SshLab : IAsyncDisposable
{
    private readonly LabDirectory _directory;

    private SshLab(LabDirectory directory, IReadOnlyList<SshDevice> devices, string? limitation)
    {
        _directory = directory;
        Devices = devices;
        Limitation = limitation;
    }

    /// <summary>The devices in the order asked for.</summary>
    public IReadOnlyList<SshDevice> Devices { get; }

    /// <summary>What this machine cannot give and why, as a sentence for the user; null when everything is there.</summary>
    public string? Limitation { get; }

    /// <summary>The device of that host name.</summary>
    public SshDevice this[string name] => Devices.First(device => device.Name == name);

    /// <summary>Starts all devices side by side; returns when each of them accepts logins.</summary>
    /// <exception cref="LabException">sshd is not installed or did not start.</exception>
    public static async Task<SshLab> StartAsync(SshLabOptions options, CancellationToken cancellationToken = default)
    {
        var machine = await LabMachine.DetectAsync(cancellationToken);
        var directory = LabDirectory.Create();
        var devices = new List<SshDevice>();
        try
        {
            machine.OpenForSessions(directory.Path);
            var userKey = await SshKeyPair.CreateAsync(directory["user_key"], "ed25519", cancellationToken);
            foreach (var name in options.Devices)
                devices.Add(new SshDevice(name, LoopbackPort.Block((byte)(devices.Count + 1)), directory[name], options, machine, userKey));
            await Task.WhenAll(devices.Select(device => device.StartAsync(cancellationToken)));
            return new SshLab(directory, devices, machine.Limitation(options));
        }
        catch
        {
            foreach (var device in devices)
                await device.StopAsync();
            directory.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Devices.Select(device => device.StopAsync()));
        _directory.Dispose();
    }
}
