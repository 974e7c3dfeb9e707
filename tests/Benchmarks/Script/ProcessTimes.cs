namespace Flux.Benchmarks.Script;

/// <summary>What processes have used, from /proc.</summary>
internal static class ProcessTimes
{
    // The kernel counts in hundredths of a second there.
    private const double MicrosecondsATick = 10_000;

    /// <summary>Processor time in microseconds of the children of a process, and of what those have reaped.</summary>
    public static double OfChildren(int pid) => Children(pid).Sum(child => Ticks(child, 13, 14, 15, 16)) * MicrosecondsATick;

    /// <summary>Processor time in microseconds of a process alone.</summary>
    public static double Of(int pid) => Ticks(pid, 13, 14) * MicrosecondsATick;

    /// <summary>Processor time in microseconds of the children that a process has reaped.</summary>
    public static double OfReaped(int pid) => Ticks(pid, 15, 16) * MicrosecondsATick;

    /// <summary>Whether a process works; one that has ended and waits to be reaped does not.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[text.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Proportional memory in bytes of a process and all below it.</summary>
    public static long Memory(int pid) => Proportional(pid) + Children(pid).Sum(Memory);

    public static IEnumerable<int> Children(int pid)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{pid}/task").SelectMany(task => File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(int.Parse).ToArray();
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static double Ticks(int pid, params int[] fields)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            // Counted from the state, which is field 2; the name before it may have spaces.
            var words = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields.Sum(field => double.Parse(words[field - 2]));
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long Proportional(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/smaps_rollup").First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
            return long.Parse(line[4..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0;
        }
    }
}
