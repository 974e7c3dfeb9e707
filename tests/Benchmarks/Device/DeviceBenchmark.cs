using System.Diagnostics;

namespace Flux.Benchmarks.Device;

/// <summary>What sessions with devices cost, beside Netmiko and Ansible where Debian's packages of them are installed.</summary>
internal static class DeviceBenchmark
{
    private const string Spinning = "DOTNET_ThreadPool_UnfairSemaphoreSpinLimit";

    public static async Task<int> RunAsync(string[] args)
    {
        if (DeviceOptions.Parse(args) is not { } options)
            return DeviceOptions.Explain();
        if (Environment.GetEnvironmentVariable(Spinning) is null)
            return await RestartAsync(args);
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; servers and clients on this machine");
        if (options.Simulator)
            await SimulatorRun.RunAsync(options);
        if (options.Routers)
            await RouterRun.RunAsync(options);
        return 0;
    }

    // As flux-device's own project has it; this one serves the other areas too.
    private static async Task<int> RestartAsync(string[] args)
    {
        var program = Environment.ProcessPath!;
        string[] host = Path.GetFileName(program) == "dotnet" ? [typeof(DeviceBenchmark).Assembly.Location] : [];
        using var again = Process.Start(new ProcessStartInfo(program, [.. host, "device", .. args]) { Environment = { [Spinning] = "0" } })!;
        await again.WaitForExitAsync();
        return again.ExitCode;
    }
}
