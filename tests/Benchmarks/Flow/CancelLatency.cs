using System.Diagnostics;
using Flux.Benchmarks.Script;
using Flux.Contracts.Flow.V1;
using Flux.Lab.Ssh;
using Task = System.Threading.Tasks.Task;

namespace Flux.Benchmarks.Flow;

/// <summary>The time from CancelRun to the last event, CANCELLED, and to the end of what was at work: the script's child, the command on the device.</summary>
internal static class CancelLatency
{
    private const int Times = 20;
    private const double Limit = 1000;

    // Nothing else on the machine sleeps as long as that.
    private const string Command = "sleep 86399.25";

    public static async Task MeasureAsync(FlowHosts hosts)
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        await hosts.ApplyAsync(FlowSamples.Endless(lab.Devices[0], Command));
        await MeasureAsync(hosts, "endless-script", "cancel: a script that computes", () => Computing(hosts.PidOf("script")));
        await MeasureAsync(hosts, "endless-device", "cancel: a command on a device", () => WithCommand(Command));
    }

    private static async Task MeasureAsync(FlowHosts hosts, string flow, string name, Func<int?> worker)
    {
        var (told, ended) = (new List<double>(), new List<double>());
        for (var i = -2; i < Times; i++)
        {
            var run = await hosts.StartAsync(flow);
            int? pid;
            while ((pid = worker()) is null)
                await Task.Delay(20);
            var start = Stopwatch.GetTimestamp();
            var gone = Task.Factory.StartNew(() => Gone(pid.Value, start), TaskCreationOptions.LongRunning);
            var last = hosts.EndAsync(run);
            await hosts.CancelAsync(run);
            if ((await last).State != RunState.Cancelled)
                throw new InvalidOperationException($"{flow} was not cancelled");
            var end = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            // The first ones are slower than any later one.
            if (i < 0)
                await gone;
            else
                (told, ended) = ([.. told, end], [.. ended, await gone]);
        }
        Print(name + ": CANCELLED", told);
        Print(name + ": the work is gone", ended);
    }

    private static void Print(string name, List<double> times)
    {
        times.Sort();
        Console.WriteLine($"{name,-50} p50 {times[times.Count / 2],6:N0} ms  max {times[^1],6:N0} ms  of {times.Count,5} runs      {new Mark("max", Limit, MoreIsBetter: false).Judge(times[^1])}");
    }

    private static double Gone(int pid, long start)
    {
        while (ProcessTimes.IsAlive(pid))
            Thread.Sleep(1);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    // The grandchild of the script-runner, below its zygotes, that uses a processor.
    private static int? Computing(int service)
    {
        var children = ProcessTimes.Children(service).SelectMany(ProcessTimes.Children).ToList();
        var before = children.ToDictionary(pid => pid, ProcessTimes.Of);
        Thread.Sleep(100);
        var busy = children.Where(pid => ProcessTimes.Of(pid) - before[pid] >= 20_000).ToList();
        return busy.Count == 1 ? busy[0] : null;
    }

    private static int? WithCommand(string command)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                if (File.ReadAllText(directory + "/cmdline").Replace('\0', ' ').TrimEnd() == command)
                    return int.Parse(Path.GetFileName(directory));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
        return null;
    }
}
