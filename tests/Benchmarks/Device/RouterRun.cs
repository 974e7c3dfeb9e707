using System.Text.Json;
using Flux.DeviceGateway.Ssh;
using Flux.Lab;
using Flux.Lab.Ssh;

namespace Flux.Benchmarks.Device;

/// <summary>The same job at the same routers for every contender: log in with a password, `show version`, log out.</summary>
internal static class RouterRun
{
    private const string Command = "show version";

    public static async Task RunAsync(DeviceOptions options)
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { Devices = [.. Enumerable.Range(1, options.Devices).Select(number => $"r{number}")] });
        if (lab.Devices[0].Platform != "frr")
        {
            Console.WriteLine($"routers left out: {lab.Limitation}");
            return;
        }

        Console.WriteLine($"at {options.Devices} routers (FRR's vtysh behind sshd), {options.Parallel} at a time");
        using var driver = new DeviceDriver();
        for (var i = 0; i < 15; i++) // compiled code only
            await OursAsync(driver, lab, Math.Min(4, options.Devices), options.Parallel);
        var (ours, processor) = await OursAsync(driver, lab, options.Devices, options.Parallel);
        Mark.Figure("flux: all routers", ours, "s");
        Mark.Most("flux: processor time per router", processor / options.Devices * 1000, "ms", 3);

        using var files = new TempDirectory("flux-bench");
        await File.WriteAllTextAsync(files["devices.json"], JsonSerializer.Serialize(lab.Devices.Select(device =>
            new { name = device.Name, host = device.Address.ToString(), port = device.Port, username = device.Username, password = device.Password })));
        foreach (var peer in options.Peers)
        {
            if (await PeerRun.RunAsync(peer, files, options) is not { } theirs)
                continue;
            Mark.Figure($"{peer}: all routers", theirs.Wall, "s");
            Mark.Figure($"{peer}: processor time per router", theirs.Processor / options.Devices * 1000, "ms");
            Mark.Least($"  flux is faster than {theirs.What} by a factor of", theirs.Wall / ours, "", peer == "ansible" ? 10 : 2);
        }
    }

    private static async Task<(double Wall, double Processor)> OursAsync(DeviceDriver driver, SshLab lab, int devices, int parallel)
    {
        var usage = new Usage();
        await Parallel.ForEachAsync(lab.Devices.Take(devices), new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (device, _) => await driver.RunAsync(
            new SshTarget { Host = device.Address.ToString(), Port = device.Port, Username = device.Username, Password = device.Password, ConnectTimeout = TimeSpan.FromMinutes(2) }, Command));
        return (usage.Wall.TotalSeconds, usage.Processor.TotalSeconds);
    }
}
