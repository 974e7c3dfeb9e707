using System.Text.RegularExpressions;
using Flux.Conformance.Peers;

namespace Flux.Conformance.Contract;

/// <summary>One of the six services as a process, on free loopback ports.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly ChildProcess _process;
    private readonly Task _drained;

    private ServiceProcess(ChildProcess process, Uri address)
    {
        _process = process;
        Address = address;
        // A full pipe would stop the service.
        _drained = process.Output.ReadToEndAsync();
    }

    public Uri Address { get; }

    /// <param name="project">The folder under services/, as in <c>Inventory</c>.</param>
    /// <param name="appId">The program's name, as in <c>flux-inventory</c>.</param>
    /// <param name="data">A directory of its own.</param>
    public static async Task<ServiceProcess> StartAsync(string project, string appId, string data)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(RepositoryFolders.Root, "artifacts", "bin", project, configuration, appId + ".dll");
        var process = new ChildProcess(new ProgramCall("dotnet", [program, "--port", "0", "--http-port", "0", "--data", data], "Install the .NET SDK."));
        var log = new List<string>();
        using var limit = new CancellationTokenSource(StartLimit);
        try
        {
            while (await process.Output.ReadLineAsync(limit.Token) is { } line)
            {
                log.Add(line);
                if (Started().Match(line) is { Success: true } match)
                    return new ServiceProcess(process, new Uri(match.Groups[1].Value));
            }
        }
        catch (OperationCanceledException)
        {
            log.Add($"It did not say within {StartLimit} that it has started.");
        }
        process.Terminate();
        await process.DisposeAsync();
        throw new InvalidOperationException($"{appId} did not start: {string.Join(Environment.NewLine, log)} {process.Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Terminate();
        await _process.DisposeAsync();
        await _drained;
    }

    [GeneratedRegex(@"started: gRPC (\S+)")]
    private static partial Regex Started();
}
