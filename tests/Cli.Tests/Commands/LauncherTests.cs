using System.Diagnostics;
using Flux.Cli.Doctor;

namespace Flux.Cli.Tests.Commands;

/// <summary>The launcher script, as far as it goes without building or installing anything.</summary>
public sealed class LauncherTests
{
    private static readonly string _script = Path.Combine(Workspace.Root, "flux");

    [Fact]
    public async Task Launcher_WithoutArguments_ShowsEveryCommand()
    {
        var (code, output) = await RunAsync(_script);
        Assert.Equal(0, code);
        foreach (var command in Flux.Cli.Commands.FluxCommand.Create().Subcommands)
            Assert.Contains($"./flux {command.Name}", output);
    }

    [Fact]
    public async Task Launcher_CalledThroughALinkFromElsewhere_FindsItself()
    {
        using var directory = new Lab.TempDirectory();
        File.CreateSymbolicLink(directory["flux"], _script);
        Assert.Equal(0, (await RunAsync(directory["flux"], "help")).Code);
    }

    [Fact]
    public void PackageTable_OfTheLauncher_IsWellFormed()
    {
        var text = File.ReadAllText(_script);
        var table = text.Split("packages='\n")[1].Split("\n'")[0];
        var packages = DebianPackage.ReadTable(table);
        Assert.Equal(table.Split('\n').Length, packages.Count);
        Assert.All(packages, package =>
        {
            Assert.Contains(package.NeededFor, new[] { "run", "lab", "test", "peers", "bench" });
            Assert.Matches("^(/usr/|command:)", package.File);
            Assert.NotEmpty(package.Purpose);
        });
        Assert.Contains(packages, package => package is { Name: "python3", Required: true, IsInstalled: true });
    }

    [Fact]
    public void Package_NotInstalled_SaysHowToGetIt()
    {
        var finding = new DebianPackage("nothing", "lab", false, "/usr/lib/*/no-such-file", "shows the rule").Finding;
        Assert.Equal((FindingState.Optional, "apt-get install nothing"), (finding.State, finding.Remedy));
        Assert.Equal(FindingState.Missing, new DebianPackage("nothing", "run", true, "/usr/no/such/file", "").Finding.State);
    }

    [Theory]
    [InlineData("command:sh", true)]
    [InlineData("command:no-such-command", false)]
    [InlineData("/usr/*/sh", true)]
    [InlineData("/usr/*/no-such-file", false)]
    [InlineData("/no/such/*/folder", false)]
    public void Package_Proof_IsLookedFor(string file, bool there) => Assert.Equal(there, new DebianPackage("p", "run", true, file, "").IsInstalled);

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
