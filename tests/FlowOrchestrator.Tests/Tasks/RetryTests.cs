using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Tasks;

public sealed class RetryTests
{
    [Theory]
    [InlineData(1, 0, 1, WorkState.Completed)]
    [InlineData(1, 1, 1, WorkState.Failed)]
    [InlineData(3, 2, 3, WorkState.Completed)]
    [InlineData(3, 3, 3, WorkState.Failed)]
    [InlineData(5, 1, 2, WorkState.Completed)]
    public async Task RunTask_FailsSomeTimes_RunsUntilItWorksOrAttemptsAreUsedUp(int attempts, int failures, int runs, WorkState expected)
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        var tried = 0;
        lab.Scripts.Add("mgmt", _ => ++tried <= failures ? FakeScript.Raise("not yet") : []);
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "mgmt" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a", attempts))]);

        var run = await lab.RunAsync("f");

        Assert.Equal(Enumerable.Range(1, runs), run.Tasks.Select(t => t.Attempt));
        Assert.Equal(expected, run.Elements.Single().State);
        Assert.Equal(expected, run.Tasks[^1].State);
        Assert.Equal(runs - 1, run.Log.Count(l => l.StartsWith("attempt ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunTask_TwiceInAFlow_LastResultStandsAndTheLogKeepsBoth()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        var count = 0;
        lab.Scripts.Add("mgmt", _ => new() { ["context"] = new System.Text.Json.Nodes.JsonObject { ["count"] = ++count } });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "mgmt" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, async script =>
            {
                await script.RunTaskAsync("a");
                await script.RunTaskAsync("a");
            })]);

        var run = await lab.RunAsync("f");

        Assert.Equal(2, run.Tasks.Count);
        Assert.Equal(2, (int)lab.Contexts.Tasks(run.Run.Id, 1)["1"]!["management_script"]!["result"]!["count"]!);
    }
}
