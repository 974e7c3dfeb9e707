using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Flux.Cli.Supervision;
using Flux.Integration.Support;
using Flux.Lab;

namespace Flux.Integration.Up;

/// <summary>flux up as a user runs it: start, stop, deaths, taken ports.</summary>
public sealed partial class UpTests
{
    [Fact]
    public async Task Up_ServiceKilled_IsReportedAndTheOthersAreStopped()
    {
        using var directory = new TempDirectory();
        await using var up = FluxProgram.Start(directory.Path, "up", "--free-ports");
        var pids = await WaitUntilReadyAsync(up);
        Assert.Equal(6, pids.Count);
        using (var victim = Process.GetProcessById(pids["flux-notification"]))
            victim.Kill();
        Assert.Equal(1, await up.EndAsync());
        Assert.Contains($"flux-notification (pid {pids["flux-notification"]}) was killed by SIGKILL", up.Errors);
        Assert.All(pids.Values, pid => Assert.False(Signal.Exists(pid)));
        Assert.Null(SuiteRecord.Find(directory[".flux"]));
    }

    [Fact]
    public async Task Up_Terminated_StopsAllInReverseOrderAndMayStartAgain()
    {
        using var directory = new TempDirectory();
        for (var time = 0; time < 2; time++)
        {
            await using var up = FluxProgram.Start(directory.Path, "up", "--free-ports");
            var pids = await WaitUntilReadyAsync(up);
            Signal.Terminate(up.Pid);
            Assert.True(await up.EndAsync() == 0, up.Errors + up.Output);
            Assert.All(pids.Values, pid => Assert.False(Signal.Exists(pid)));
        }
    }

    [Fact]
    public async Task Up_Killed_TakesItsServicesWithIt()
    {
        using var directory = new TempDirectory();
        await using var up = FluxProgram.Start(directory.Path, "up", "--free-ports");
        var services = (await WaitUntilReadyAsync(up)).Values.Select(Process.GetProcessById).ToList();
        up.Kill();
        foreach (var service in services)
            await service.WaitForExitAsync();
        await up.EndAsync();
    }

    [Fact]
    public async Task Up_PortTaken_NamesTheHolderAndStartsNothing()
    {
        using var directory = new TempDirectory();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var (code, output, errors) = await FluxProgram.RunAsync(directory.Path, "up", "--base-port", $"{port - 2}");
        Assert.Equal(1, code);
        Assert.Contains($"port {port} of flux-context is held by", errors);
        Assert.Contains($"(pid {Environment.ProcessId})", errors);
        Assert.Equal("", output);
        Assert.False(Directory.Exists(directory[".flux"]));
    }

    [Fact]
    public async Task Up_SecondSuiteOnTheSameData_IsRefused()
    {
        using var directory = new TempDirectory();
        await using var up = FluxProgram.Start(directory.Path, "up", "--free-ports");
        await WaitUntilReadyAsync(up);
        var (code, _, errors) = await FluxProgram.RunAsync(directory.Path, "up", "--free-ports");
        Assert.Equal(1, code);
        Assert.Contains($"(pid {up.Pid})", errors);
        Assert.Contains("--data", errors);
        Signal.Terminate(up.Pid);
        Assert.Equal(0, await up.EndAsync());
    }

    [Fact]
    public async Task Up_WrongMailOption_SaysWhichServiceRefusedItAndWhy()
    {
        using var directory = new TempDirectory();
        var (code, _, errors) = await FluxProgram.RunAsync(directory.Path, "up", "--free-ports", "--smtp:hots", "mail.example.org");
        Assert.Equal(1, code);
        Assert.Contains("a service did not start: flux-notification", errors);
        Assert.Contains("unknown option --smtp:hots", errors);
    }

    private static async Task<Dictionary<string, int>> WaitUntilReadyAsync(FluxProgram up)
    {
        await up.WaitForLineAsync("all 6 services are ready");
        return ReadyLine().Matches(up.Errors).ToDictionary(match => match.Groups["name"].Value, match => int.Parse(match.Groups["pid"].Value));
    }

    [GeneratedRegex(@"(?<name>flux-\w+) .* pid (?<pid>\d+)")]
    private static partial Regex ReadyLine();
}
