using System.Globalization;

namespace Flux.Benchmarks.Device;

/// <summary>Processor time of the devices: of all processes below this one, with what ended below them, since the start.</summary>
internal sealed class ServerUsage
{
    private const double TicksPerSecond = 100; // USER_HZ, the unit of /proc/PID/stat

    private readonly TimeSpan _started = Below(Environment.ProcessId);

    /// <summary>With what the devices still do once their clients have gone.</summary>
    public async Task<TimeSpan> ProcessorAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        return Below(Environment.ProcessId) - _started;
    }

    private static TimeSpan Below(int process)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => name!.All(char.IsAsciiDigit))
            .Select(name => Read(name!))
            .OfType<(int Id, int Parent, TimeSpan Used)>()
            .ToLookup(found => found.Parent);
        return Sum(process);

        TimeSpan Sum(int parent) => all[parent].Aggregate(TimeSpan.Zero, (sum, child) => sum + child.Used + Sum(child.Id));
    }

    /// <summary>Null when it is gone.</summary>
    private static (int Id, int Parent, TimeSpan Used)? Read(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            // Its own time in ns: most of these processes live for a few ticks only. Nobody waits for some of them, their time is no one else's.
            var own = long.Parse(File.ReadAllText($"/proc/{process}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
            return ((int)Number(process), (int)Number(fields[1]), TimeSpan.FromSeconds((own / 1e9) + ((Number(fields[13]) + Number(fields[14])) / TicksPerSecond)));
        }
        catch (IOException)
        {
            return null;
        }

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
