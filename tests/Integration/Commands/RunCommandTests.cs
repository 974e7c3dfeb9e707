using System.Text.Json;
using Flux.Cli.Supervision;
using Flux.Integration.Support;
using Flux.Lab;

namespace Flux.Integration.Commands;

/// <summary>flux run and flux call as a user types them.</summary>
[Collection(OneSuite.Name)]
public sealed class RunCommandTests(RunningSuite suite)
{
    private const string Waiting = """
        tasks:
          - short_name: waiting
            task_class: cli
            management_script: |
              log_message('info', 'begun')
              pause(sleep=600)
        """;

    private const string Quick = """
        tasks:
          - short_name: quick
            task_class: cli
            management_script: |
              if context['flow'].get('user', {}).get('username') != 'alice':
                  raise ValueError('who are you?')
        """;

    [Fact]
    public async Task Run_Watched_ShowsStepsAndEndsWithTheRunsOutcome()
    {
        await suite.ApplyAsync(Devices.Flow("quick", Quick, "quick"));
        var (code, output, _) = await FluxAsync("run", "quick", "--watch", "--user", "alice");
        Assert.Equal(0, code);
        Assert.Matches(@"quick-d1 +quick +management_script +ok", output);
        Assert.Contains("3 completed, 0 failed", output);
        (code, output, _) = await FluxAsync("run", "quick", "--watch");
        Assert.Equal(1, code);
        Assert.Contains("who are you? (task quick / management_script line 2", output);
    }

    [Fact]
    public async Task Run_Json_IsOneDocument()
    {
        await suite.ApplyAsync(Devices.Flow("quick", Quick, "quick"));
        var (code, output, _) = await FluxAsync("run", "quick", "--json", "--user", "alice", "--mode", "parallel");
        Assert.Equal(0, code);
        var document = JsonDocument.Parse(output).RootElement;
        Assert.Equal("EXECUTION_MODE_PARALLEL", document.GetProperty("run").GetProperty("mode").GetString());
        Assert.Equal((3, 3), (document.GetProperty("elements").GetArrayLength(), document.GetProperty("tasks").GetArrayLength()));
    }

    [Fact]
    public async Task Run_NotWatched_PrintsTheIdAndReturns()
    {
        await suite.ApplyAsync(Devices.Flow("quick", Quick, "quick"));
        var (code, output, _) = await FluxAsync("run", "quick", "--user", "alice");
        Assert.Equal(0, code);
        (code, var run, _) = await FluxAsync("call", "GetRun", "-d", JsonSerializer.Serialize(new { id = output.Trim() }));
        Assert.Equal(0, code);
        Assert.Contains("\"flow\": \"quick\"", run);
    }

    [Fact]
    public async Task Run_Interrupted_CancelsTheRun()
    {
        await suite.ApplyAsync(Devices.Flow("waiting", Waiting, "waiting"));
        await using var flux = FluxProgram.Start(suite.Folder, "run", "waiting", "--watch", "--data", suite.Data);
        await flux.WaitForLineAsync("begun");
        Signal.Terminate(flux.Pid);
        Assert.Equal(1, await flux.EndAsync());
        Assert.Contains("asking the service to stop the run", flux.Errors);
        Assert.Matches("run [0-9a-z]+ cancelled", flux.Output);
    }

    [Theory]
    [InlineData("run", "no-such-flow", "NOT_FOUND")]
    [InlineData("call", "NoSuchMethod", "no method 'NoSuchMethod'")]
    [InlineData("call", "GetRun", "NOT_FOUND")]
    [InlineData("apply", "--file=/no/such/file.yaml", "cannot read")]
    public async Task Command_Mistake_IsOneMessage(string command, string argument, string message)
    {
        var (code, output, errors) = await FluxAsync(command, argument);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("flux: ", errors);
        Assert.Contains(message, errors);
        Assert.DoesNotContain("   at ", errors);
    }

    [Fact]
    public async Task Command_WithoutASuite_SaysHowToStartOne()
    {
        using var directory = new TempDirectory();
        // A record of a suite that nobody answers for; the port is one that was free a moment ago.
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        new SuiteRecord(Environment.ProcessId, suite.Suite.Services.ToDictionary(service => service.Name, _ => address)).Write(directory.Path);
        var (code, _, errors) = await FluxProgram.RunAsync(directory.Path, "run", "x", "--data", directory.Path);
        Assert.Equal(1, code);
        Assert.Contains("UNAVAILABLE", errors);
        Assert.Contains("./flux up", errors);
    }

    private Task<(int Code, string Output, string Errors)> FluxAsync(params IEnumerable<string> arguments) =>
        FluxProgram.RunAsync(suite.Folder, [.. arguments, "--data", suite.Data]);
}
