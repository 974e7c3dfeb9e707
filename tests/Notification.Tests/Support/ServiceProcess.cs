using System.Text.RegularExpressions;
using Flux.Lab;

namespace Flux.Notification.Tests.Support;

/// <summary>A built service as a process on free ports; it ends with the test run, however that dies.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    // The shell outlives the service by nothing and ends it when its own input closes.
    private const string Keeper = "\"$@\" & pid=$!; echo \"pid $pid\"; cat >/dev/null; kill $pid 2>/dev/null; wait $pid";

    private readonly LifelineProcess _process;

    private ServiceProcess(LifelineProcess process)
    {
        _process = process;
        // Read now: of a talkative service only the last lines are kept.
        Address = new Uri(Started().Match(process.Output).Groups["address"].Value);
        Id = int.Parse(ProcessId().Match(process.Output).Groups["id"].Value);
    }

    /// <summary>The gRPC port's address.</summary>
    public Uri Address { get; }

    /// <summary>Process id of the service.</summary>
    public int Id { get; }

    /// <summary>What it has logged.</summary>
    public string Output => _process.Output;

    /// <param name="project">Folder below services.</param>
    /// <param name="program">File name of the program.</param>
    /// <param name="arguments">Options.</param>
    public static async Task<ServiceProcess> StartAsync(string project, string program, params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Name;
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, program));
        return new ServiceProcess(await LifelineProcess.StartAsync("/bin/sh", ["-c", Keeper, "sh", path, "--port", "0", .. arguments], "started: gRPC", default));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex(@"started: gRPC (?<address>http://[0-9.:]+)")]
    private static partial Regex Started();

    [GeneratedRegex(@"pid (?<id>\d+)")]
    private static partial Regex ProcessId();
}
