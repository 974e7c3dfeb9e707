using Flux.Cli.Demo;
using Flux.Cli.Running;
using Flux.Contracts.Flow.V1;
using Flux.Integration.Support;
using Flux.Lab;
using Grpc.Core;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Runs;

/// <summary>A service is killed while a run needs it: nobody waits for it in vain.</summary>
public sealed class ServiceDeathTests
{
    // The device answers once the file is there, which is when the service is dead: a shell's own way to wait.
    private static string Tasks(string file) => $$$"""
        models: [{short_name: uname, model_class: cli, data: "until [ -e {{{file}}} ]; do sleep 0.1; done; uname -s"}, {short_name: body, model_class: text, data: "{{ element.name }}"}]
        tasks:
          - short_name: work
            task_class: cli
            automation_model: uname
            management_script: |
              log_message('info', 'begun')
          - short_name: tell
            task_class: notification
            automation_model: body
            management_script: |
              context['email_destination'] = 'noc@example.org'
              context['email_subject'] = 'x'
        """;

    [Theory]
    [InlineData("flux-inventory")]
    [InlineData("flux-context")]
    [InlineData("flux-script")]
    [InlineData("flux-device")]
    [InlineData("flux-notification")]
    public async Task Run_ServiceItNeedsIsKilled_FailsAndSaysWhichIsAway(string service)
    {
        // It stays dead, so patience would be in vain.
        await using var suite = await RunningSuite.StartAsync("--flow:service-wait", "00:00:01");
        var outcome = await RunAndKillAsync(suite, service);
        Assert.Equal(RunState.Failed, outcome.Run.State);
        Assert.All(outcome.Elements, element => Assert.Equal(WorkState.Failed, element.State));
        Assert.Contains(outcome.Elements, element => element.Failure.Reason.Contains("UNAVAILABLE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_OrchestratorIsKilled_EndsUnavailable()
    {
        await using var suite = await RunningSuite.StartAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => RunAndKillAsync(suite, "flux-flow"));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    private static async Task<RunOutcome> RunAndKillAsync(RunningSuite suite, string service)
    {
        using var folder = new TempDirectory("flux-death");
        // The devices' users look into it.
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        var dead = folder["dead"];
        await suite.ApplyAsync(Devices.Flow("death", Tasks(dead), "work, tell", "parallel"));
        var victim = suite.Suite.Processes.Single(process => process.Definition.Name == service);
        return await suite.RunAsync("death", new OnFirstLog(() =>
        {
            victim.Kill();
            File.Create(dead).Dispose();
        }));
    }

    private sealed class OnFirstLog(Action act) : IRunView
    {
        private bool _done;

        public void Show(RunEvent happened)
        {
            if (_done || happened.Log?.Message != "begun")
                return;
            _done = true;
            act();
        }
    }
}
