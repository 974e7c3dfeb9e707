using System.Diagnostics;
using System.Globalization;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>Looks at processes through /proc.</summary>
internal static class ProcessTree
{
    public static List<int> ChildrenOf(int pid) =>
        [.. Directory.GetDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0).Where(id => id > 0 && ParentOf(id) == pid)];

    public static bool Exists(int pid) => Directory.Exists($"/proc/{pid}") && State(pid) != 'Z';

    /// <summary>Waits for a process's end.</summary>
    public static async Task GoneAsync(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (ArgumentException)
        {
            // Gone already.
        }
    }

    /// <summary>Resident memory in KiB.</summary>
    public static long Resident(int pid) => Field(pid, "VmRSS:");

    public static int Descriptors(int pid) => Directory.GetFiles($"/proc/{pid}/fd").Length;

    private static int ParentOf(int pid) => (int)Field(pid, "PPid:");

    private static char State(int pid) => Status(pid).FirstOrDefault(l => l.StartsWith("State:", StringComparison.Ordinal)) is { } line ? line[6..].Trim()[0] : 'Z';

    private static long Field(int pid, string name) =>
        Status(pid).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture)
            : -1;

    private static string[] Status(int pid)
    {
        try
        {
            return File.ReadAllLines($"/proc/{pid}/status");
        }
        catch (IOException)
        {
            // Ended meanwhile.
            return [];
        }
    }
}
