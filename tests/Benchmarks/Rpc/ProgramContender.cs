using System.Globalization;
using System.Text.Json;
using Flux.Conformance.Interop;
using Flux.Conformance.Peers;

namespace Flux.Benchmarks.Rpc;

/// <summary>A build of this program, a process for each load.</summary>
/// <param name="name">The name in the table.</param>
/// <param name="assembly">Its Benchmarks.dll.</param>
internal sealed class ProgramContender(string name, string assembly) : IContender
{
    public string Name => name;

    public async Task<LoadResult> RunAsync(Load load, double warmup, double seconds)
    {
        var program = new ProgramCall("dotnet", [assembly, "rpc", "--json", "--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--only", load.ToString()], "Install the .NET SDK.");
        var result = await ChildProcess.RunAsync(program, TimeSpan.FromSeconds(warmup + seconds + 60));
        return result.ExitCode == 0 ? JsonSerializer.Deserialize<LoadResult>(result.Output)! : throw new InteropException($"{name}: {result.Errors}");
    }
}
