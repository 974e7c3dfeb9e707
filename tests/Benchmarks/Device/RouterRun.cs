using Flux.DeviceGateway.Ssh;
using Flux.Lab.Ssh;

namespace Flux.Benchmarks.Device;

/// <summary>The same job at the same routers for every contender: log in with a password, `show version`, log out.</summary>
internal static class RouterRun
{
    private const string Command = "show version";
    private const int Few = 10;

    public static async Task RunAsync(DeviceOptions options)
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { Devices = [.. Enumerable.Range(1, options.Devices).Select(number => $"r{number}")] });
        if (lab.Devices[0].Platform != "frr")
        {
            Console.WriteLine($"routers left out: {lab.Limitation}");
            return;
        }

        using var driver = new DeviceDriver();
        for (var i = 0; i < 15; i++) // compiled code only
            await OursAsync(driver, lab, Math.Min(4, options.Devices), options.Parallel);
        await CompareAsync(driver, lab, options, options.Peers);
        if (options.Parallel > Few)
            await CompareAsync(driver, lab, options with { Parallel = Few }, [.. options.Peers.Except(["ansible"])]);
    }

    private static async Task CompareAsync(DeviceDriver driver, SshLab lab, DeviceOptions options, string[] peers)
    {
        Console.WriteLine($"at {options.Devices} routers (FRR's vtysh behind sshd), {options.Parallel} at a time");
        var (ours, processor, servers) = await OursAsync(driver, lab, options.Devices, options.Parallel);
        Mark.Figure("flux: all routers", ours, "s");
        Mark.Most("flux: processor time per router", processor / options.Devices * 1000, "ms", 3);
        Mark.Figure("  of sshd and vtysh, each", servers / options.Devices * 1000, "ms");
        Mark.Figure("  all routers, had this machine nothing but sshd and vtysh to run", servers / Environment.ProcessorCount, "s");

        var devices = lab.Devices.Select(device => new PeerDevice(device.Name, device.Address.ToString(), device.Port, device.Username, device.Password!)).ToArray();
        foreach (var peer in peers)
        {
            var usage = new ServerUsage();
            if (await PeerRun.RunAsync(peer, devices, options) is not { } theirs)
                continue;
            Mark.Figure($"{peer}: all routers", theirs.Wall, "s");
            Mark.Figure($"{peer}: processor time per router", theirs.Processor / options.Devices * 1000, "ms");
            Mark.Figure("  of sshd and vtysh, each", (await usage.ProcessorAsync()).TotalMilliseconds / options.Devices, "ms");
            Mark.Least($"  flux is faster than {theirs.What} by a factor of", theirs.Wall / ours, "", peer == "ansible" ? 10 : 2);
        }
    }

    private static async Task<(double Wall, double Processor, double Servers)> OursAsync(DeviceDriver driver, SshLab lab, int devices, int parallel)
    {
        var servers = new ServerUsage();
        var usage = new Usage();
        await Parallel.ForEachAsync(lab.Devices.Take(devices), new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (device, _) => await driver.RunAsync(
            new SshTarget { Host = device.Address.ToString(), Port = device.Port, Username = device.Username, Password = device.Password, ConnectTimeout = TimeSpan.FromMinutes(2) }, Command));
        var (wall, processor) = (usage.Wall, usage.Processor);
        return (wall.TotalSeconds, processor.TotalSeconds, (await servers.ProcessorAsync()).TotalSeconds);
    }
}
