using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Flux.Cli.Supervision;

namespace Flux.Cli.Doctor;

/// <summary>Looks at the machine: what the suite needs, what is there, what to do.</summary>
internal static partial class MachineCheck
{
    // As measured with six idle services: 450 MB, and as much again for scripts and sessions.
    private const long MemoryWanted = 1_000_000_000;

    /// <summary>All findings, the most basic ones first.</summary>
    public static IReadOnlyList<Finding> Run(string packageTable, string data) =>
    [
        new Finding(".NET", FindingState.Ok, RuntimeInformation.FrameworkDescription),
        Memory(),
        .. DebianPackage.ReadTable(packageTable).Select(package => package.Finding),
        Python(),
        Landlock(),
        Lab(),
        .. Services(),
        Data(data),
    ];

    private static Finding Memory()
    {
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var text = $"{Environment.ProcessorCount} cores, {bytes / 1_000_000} MB";
        return bytes >= MemoryWanted ? new Finding("machine", FindingState.Ok, text) : new Finding("machine", FindingState.Optional, text, "the suite wants 1000 MB");
    }

    private static Finding Python()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-I", "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var version = python.StandardOutput.ReadToEnd().Trim();
            python.WaitForExit();
            return Version.TryParse(version, out var parsed) && parsed >= new Version(3, 11)
                ? new Finding("/usr/bin/python3", FindingState.Ok, version)
                : new Finding("/usr/bin/python3", FindingState.Missing, version, "scripts need CPython 3.11 or newer: Debian 12, Ubuntu 24.04 or later");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Finding("/usr/bin/python3", FindingState.Missing, "not there", "apt-get install python3");
        }
    }

    private static Finding Landlock()
    {
        var version = LandlockVersion();
        return version > 0
            ? new Finding("Landlock", FindingState.Ok, $"version {version}; keeps scripts away from files")
            : new Finding("Landlock", FindingState.Optional, "the kernel has none or has it switched off", "Linux 5.13 or newer with landlock in its list of security modules; see docs/operations.md");
    }

    private static Finding Lab() => Environment.IsPrivilegedProcess
        ? new Finding("demo devices", FindingState.Ok, "root: devices with passwords and terminals in namespaces of their own")
        : new Finding("demo devices", FindingState.Optional, "no root: devices take keys and single commands only", "run the demo as root to see routers");

    private static IEnumerable<Finding> Services()
    {
        var running = SuiteRecord.Find("./.flux");
        foreach (var service in SuiteFile.Read(Workspace.SuiteFile))
        {
            var taken = new[] { service.Ports.Grpc, service.Ports.Http }.Where(port => !ListeningSocket.IsFree(IPAddress.Loopback, port)).ToList();
            yield return taken.Count == 0
                ? new Finding(service.Name, FindingState.Ok, $"ports {service.Ports.Grpc} and {service.Ports.Http} are free")
                : new Finding(service.Name, running is null ? FindingState.Optional : FindingState.Ok, string.Join("; ", taken.Select(port => $"port {port} is held by {ListeningSocket.Owner(port)}")),
                    running is null ? "end it, or start with --base-port or --free-ports" : "");
        }
    }

    private static Finding Data(string data)
    {
        var path = Path.GetFullPath(data);
        if (SuiteRecord.Find(data) is { } running)
            return new Finding("data", FindingState.Ok, $"{path}: a suite runs on it (pid {running.Pid})");
        return new Finding("data", FindingState.Ok, Directory.Exists(path) ? path : path + " will be made at first start");
    }

    // landlock_create_ruleset(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION): the same number on every architecture.
    private static long LandlockVersion() => Syscall(444, 0, 0, 1);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Syscall(long number, long first, long second, long third);
}
