using System.Diagnostics;
using Flux.Cli;
using Flux.Cli.Supervision;

namespace Flux.Conformance.Contract;

/// <summary>Each service's executable says what it is and what it takes.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flux-help").FullName;

    public static TheoryData<string, string> Services => new()
    {
        { "flux-inventory", "--inventory:" },
        { "flux-context", "--mongodb, FLUX_MONGODB" },
        { "flux-flow", "--flow:max-runs, FLUX_FLOW__MAX_RUNS" },
        { "flux-script", "--sandbox:python, FLUX_SANDBOX__PYTHON" },
        { "flux-device", "--host-key-policy, FLUX_HOST_KEY_POLICY" },
        { "flux-notification", "--smtp:password-file, FLUX_SMTP__PASSWORD_FILE" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Services))]
    public async Task Help_EachService_PrintsItsOptionsAndMakesNothing(string appId, string own)
    {
        var program = Workspace.Program(SuiteFile.Read(Workspace.SuiteFile).Single(service => service.Name == appId).Project);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--help"]) { RedirectStandardOutput = true, WorkingDirectory = _folder })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.StartsWith($"{appId}: ", output, StringComparison.Ordinal);
        Assert.Contains($"  {own}", output, StringComparison.Ordinal);
        Assert.Contains("  --data, FLUX_DATA\n      The data directory", output, StringComparison.Ordinal);
        // Every option has its sentence: its line is followed by one that is indented further.
        var lines = output.Split('\n');
        Assert.All(lines.Index().Where(line => line.Item.StartsWith("  --", StringComparison.Ordinal)), line => Assert.StartsWith("      ", lines[line.Index + 1], StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }
}
