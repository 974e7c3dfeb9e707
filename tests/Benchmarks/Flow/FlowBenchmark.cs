namespace Flux.Benchmarks.Flow;

/// <summary>
/// What a run costs: 40 light tasks of all ten steps one after the other on one element; how the time of a parallel flow grows from 100 to 500
/// simulated devices; how soon a watcher knows of a change; how soon scripts and devices know of a cancellation. Without a peer: nobody else has
/// these steps. Build the services first: "dotnet build -c Release services/...", or the solution.
/// </summary>
internal static class FlowBenchmark
{
    private static readonly TimeSpan _answer = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(string[] args)
    {
        if (FlowBenchOptions.Parse(args) is not { } options)
            return FlowBenchOptions.Explain();
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; best of {options.Times} after {options.WarmUp.TotalSeconds:0} s of warm-up; cpu is user + system of the six services and what they started");
        await using var hosts = await FlowHosts.StartAsync(_answer);
        if (options.Wants("tasks"))
            await new FlowTimes(hosts, options).FortyTasksAsync();
        if (options.Wants("fan-out"))
            await new FlowTimes(hosts, options).FanOutAsync();
        if (options.Wants("watch"))
            await WatchLatency.MeasureAsync(hosts);
        if (options.Wants("cancel"))
            await CancelLatency.MeasureAsync(hosts);
        return 0;
    }
}
