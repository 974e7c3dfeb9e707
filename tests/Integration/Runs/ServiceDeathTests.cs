using Flux.Cli.Demo;
using Flux.Cli.Running;
using Flux.Contracts.Flow.V1;
using Flux.Integration.Support;
using Grpc.Core;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Runs;

/// <summary>A service is killed while a run needs it: nobody waits for it in vain.</summary>
public sealed class ServiceDeathTests
{
    private const string Tasks = """
        models: [{short_name: uname, model_class: cli, data: uname -s}, {short_name: body, model_class: text, data: "{{ element.name }}"}]
        tasks:
          - short_name: work
            task_class: cli
            automation_model: uname
            management_script: |
              log_message('info', 'begun')
              pause(sleep=1)
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
        await using var suite = await RunningSuite.StartAsync();
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
        await suite.ApplyAsync(Devices.Flow("death", Tasks, "work, tell", "parallel"));
        var victim = suite.Suite.Processes.Single(process => process.Definition.Name == service);
        return await suite.RunAsync("death", new KillOnFirstLog(victim.Kill));
    }

    private sealed class KillOnFirstLog(Action kill) : IRunView
    {
        private bool _done;

        public void Show(RunEvent happened)
        {
            if (_done || happened.Log?.Message != "begun")
                return;
            _done = true;
            kill();
        }
    }
}
