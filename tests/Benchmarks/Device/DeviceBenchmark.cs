namespace Flux.Benchmarks.Device;

/// <summary>What sessions with devices cost, beside Netmiko and Ansible where Debian's packages of them are installed.</summary>
internal static class DeviceBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (DeviceOptions.Parse(args) is not { } options)
            return DeviceOptions.Explain();
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; servers and clients on this machine");
        if (options.Simulator)
            await SimulatorRun.RunAsync(options);
        if (options.Routers)
            await RouterRun.RunAsync(options);
        return 0;
    }
}
