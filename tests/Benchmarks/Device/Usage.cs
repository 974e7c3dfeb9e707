using System.Diagnostics;

namespace Flux.Benchmarks.Device;

/// <summary>Wall and processor time of this process since the start, and its memory.</summary>
internal sealed class Usage
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processor = Environment.CpuUsage.TotalTime;

    public TimeSpan Wall => Stopwatch.GetElapsedTime(_started);

    public TimeSpan Processor => Environment.CpuUsage.TotalTime - _processor;

    /// <summary>Resident bytes after a collection.</summary>
    public static long Resident()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
