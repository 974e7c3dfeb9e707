using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Flux.Benchmarks.Rpc.Ours;

/// <summary>Which types this process allocates, sampled by the runtime once in some 100 KB.</summary>
internal sealed class AllocationTypes : EventListener
{
    private const EventKeywords Sampling = (EventKeywords)0x80000000000;
    private const int TypeName = 3;

    private readonly ConcurrentDictionary<string, int> _samples = new();

    /// <summary>The types with their part of all bytes, the largest first.</summary>
    public IEnumerable<string> Describe()
    {
        var all = Math.Max(1, _samples.Values.Sum());
        return _samples.OrderByDescending(pair => pair.Value).Take(25).Select(pair => $"{100.0 * pair.Value / all,6:N1} % {pair.Key}");
    }

    public void Clear() => _samples.Clear();

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, Sampling);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == "AllocationSampled" && eventData.Payload?[TypeName] is string type)
            _samples.AddOrUpdate(type, 1, static (_, count) => count + 1);
    }
}
