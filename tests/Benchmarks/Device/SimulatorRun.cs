using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Terminal;
using Flux.Lab.Ssh;

namespace Flux.Benchmarks.Device;

/// <summary>What the client alone costs: the server is cheap and another process.</summary>
internal static class SimulatorRun
{
    private const string Command = "show version";
    private const int Reused = 2000;

    public static async Task RunAsync(DeviceOptions options)
    {
        await using var simulator = await SshSimulator.StartAsync(100);
        using var driver = new DeviceDriver();
        Console.WriteLine($"at a simulator (libssh's server side), {options.Logins} logins, {options.Parallel} at a time");
        await LogInAsync(driver.RunAsync, simulator, Math.Min(200, options.Logins), options.Parallel); // compiled code only

        var (terminal, wall, server) = await LogInAsync(driver.RunAsync, simulator, options.Logins, options.Parallel);
        Mark.Most("processor time per login + terminal + command", terminal, "ms", 3);
        Mark.Figure("  logins a second", options.Logins / wall.TotalSeconds, "");
        Mark.Figure("  of the simulator, each", server, "ms");
        await LogInAsync(driver.ExecAsync, simulator, Math.Min(100, options.Logins), options.Parallel);
        var (exec, _, _) = await LogInAsync(driver.ExecAsync, simulator, options.Logins, options.Parallel);
        Mark.Most("processor time per login + command without a terminal", exec, "ms", 3);

        await CompareAsync(driver, simulator, options);
        await ReuseAsync(driver, simulator);
        await HoldAsync(driver, simulator, options.Held);
    }

    private static SshTarget Target(SshSimulator simulator, int number) =>
        new() { Host = $"{simulator.Addresses[number % simulator.Addresses.Count]}", Port = simulator.Port, Username = "admin", Password = SshSimulator.Password };

    private static async Task<(double Each, TimeSpan Wall, double Server)> LogInAsync(Func<SshTarget, string, Task> run, SshSimulator simulator, int logins, int parallel)
    {
        var server = simulator.ProcessorTime;
        var usage = new Usage();
        await Parallel.ForEachAsync(Enumerable.Range(0, logins), new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (i, _) => await run(Target(simulator, i), Command));
        return (usage.Processor.TotalMilliseconds / logins, usage.Wall, (simulator.ProcessorTime - server).TotalMilliseconds / logins);
    }

    // Where the devices cost next to nothing, the clients make the difference. Ansible would take minutes for what the routers show too.
    private static async Task CompareAsync(DeviceDriver driver, SshSimulator simulator, DeviceOptions options)
    {
        var devices = simulator.Addresses.Select((address, i) => new PeerDevice($"sim{i + 1}", $"{address}", simulator.Port, "admin", SshSimulator.Password)).ToArray();
        var (each, wall, _) = await LogInAsync(driver.RunAsync, simulator, devices.Length, options.Parallel);
        Mark.Figure($"flux: {devices.Length} devices", wall.TotalSeconds, "s");
        foreach (var peer in options.Peers.Except(["ansible"]))
        {
            if (await PeerRun.RunAsync(peer, devices, options) is not { } theirs)
                continue;
            Mark.Figure($"{peer}: {devices.Length} devices", theirs.Wall, "s");
            Mark.Least($"  flux is faster than {theirs.What} by a factor of", theirs.Wall / wall.TotalSeconds, "", 2);
            Mark.Figure("  and takes less processor time by a factor of", theirs.Processor * 1000 / devices.Length / each, "");
        }
    }

    private static async Task ReuseAsync(DeviceDriver driver, SshSimulator simulator)
    {
        var terminal = await driver.OpenAsync(Target(simulator, 0));
        for (var i = 0; i < 200; i++)
            await DeviceDriver.RunAsync(terminal, Command);
        var usage = new Usage();
        for (var i = 0; i < Reused; i++)
            await DeviceDriver.RunAsync(terminal, Command);
        Mark.Most("processor time per further command in an open session", usage.Processor.TotalMilliseconds / Reused, "ms", 1);
        Mark.Figure("  from sending to prompt", usage.Wall.TotalMilliseconds / Reused, "ms");
        await driver.CloseAsync(terminal);
    }

    private static async Task HoldAsync(DeviceDriver driver, SshSimulator simulator, int held)
    {
        var before = Usage.Resident();
        var terminals = new List<DeviceTerminal>();
        foreach (var chunk in Enumerable.Range(0, held).Chunk(50))
            terminals.AddRange(await Task.WhenAll(chunk.Select(number => driver.OpenAsync(Target(simulator, number)))));
        Mark.Most($"memory per held session ({held} of them)", (Usage.Resident() - before) / 1048576.0 / held, "MB", 0.2);
        foreach (var terminal in terminals)
            await driver.CloseAsync(terminal);
    }
}
