using System.Diagnostics;
using Flux.Cli.Output;
using Flux.Lab;
using Grpc.Core;

namespace Flux.Cli.Demo;

/// <summary>Runs the demo's phases: measures each of them, and says which one failed and why.</summary>
internal sealed class DemoPhases
{
    private readonly List<(string Name, TimeSpan Time)> _done = [];

    /// <summary>The phases so far with their durations.</summary>
    public IReadOnlyList<(string Name, TimeSpan Time)> Done => _done;

    /// <summary>Runs one phase.</summary>
    /// <exception cref="DemoException">It failed for a reason that a user can understand.</exception>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> body)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var result = await body();
            _done.Add((name, clock.Elapsed));
            Terminal.Note($"{name}: {clock.Elapsed.TotalSeconds:0.0} s");
            return result;
        }
        catch (Exception error) when (error is CliException or LabException)
        {
            throw new DemoException(name, error.Message);
        }
        catch (RpcException error) when (error.StatusCode != StatusCode.Cancelled)
        {
            throw new DemoException(name, RpcErrorText.Of(error));
        }
    }

    /// <summary>Runs one phase that has no result.</summary>
    public Task RunAsync(string name, Func<Task> body) => RunAsync(name, async () =>
    {
        await body();
        return true;
    });
}
