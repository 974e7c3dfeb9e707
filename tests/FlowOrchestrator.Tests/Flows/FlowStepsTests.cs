using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Flows;

/// <summary>Flows without an execution script: their tasks in order, with conditions.</summary>
public sealed class FlowStepsTests
{
    [Theory]
    [InlineData(ExecutionMode.Serial, "a/1 b/1 a/2 b/2")]
    [InlineData(ExecutionMode.Parallel, "a/1 a/2 b/1 b/2")]
    public async Task Run_TasksInOrder_FollowTheMode(ExecutionMode mode, string expected)
    {
        await using var lab = await LabAsync(mode, new FlowTask { Task = "a" }, new FlowTask { Task = "b" });

        var run = await lab.RunAsync("f");

        var order = mode == ExecutionMode.Serial ? run.Order : run.Order.Order();
        Assert.Equal(expected, string.Join(' ', order));
    }

    [Fact]
    public async Task Run_ConditionIsFalse_SkipsThatTaskOnThatElement()
    {
        await using var lab = await LabAsync(ExecutionMode.Serial, new FlowTask { Task = "a", Condition = "first only flow_context" }, new FlowTask { Task = "b" });
        lab.Scripts.Add("first only flow_context", script =>
        {
            Assert.Equal((int)script.Inputs["current"]! + 1, script.Inputs["flow_context"]!.AsArray().Count);
            return new JsonObject { ["condition"] = (int)script.Inputs["current"]! == 0 };
        });

        var run = await lab.RunAsync("f");

        Assert.Equal(["a/1 Completed", "b/1 Completed", "a/2 Skipped", "b/2 Completed"], run.Tasks.Select(t => $"{t.Task}/{t.ElementId} {t.State}"));
        Assert.Equal((RunState.Completed, 2), (run.Run.State, run.Run.CompletedCount));
    }

    [Fact]
    public async Task Run_NoConditionHolds_SkipsTheElements()
    {
        await using var lab = await LabAsync(ExecutionMode.Parallel, new FlowTask { Task = "a", Condition = "never" });
        lab.Scripts.Add("never", _ => new JsonObject { ["condition"] = false });

        var run = await lab.RunAsync("f");

        Assert.All(run.Elements, e => Assert.Equal(WorkState.Skipped, e.State));
        Assert.Equal((RunState.Completed, 2), (run.Run.State, run.Run.OtherCount));
    }

    [Theory]
    [InlineData("unset", "CONDITION_NOT_SET")]
    [InlineData("number", "CONDITION_NOT_SET")]
    [InlineData("raises", "SCRIPT_EXCEPTION")]
    public async Task Run_ConditionWithoutAnswer_IsAnErrorAndTheTaskDoesNotRun(string condition, string reason)
    {
        await using var lab = await LabAsync(ExecutionMode.Serial, new FlowTask { Task = "a", Condition = condition }, new FlowTask { Task = "b" });

        var run = await lab.RunAsync("f");

        var first = run.Tasks[0];
        Assert.Equal((WorkState.Failed, "condition"), (first.State, first.Steps.Single().Step));
        Assert.Equal((StepStatus.Error, reason), (first.Steps[0].Status, first.Steps[0].Failure.Reason));
        Assert.Equal(reason, run.Elements[0].Failure.Reason);
        Assert.DoesNotContain(run.Tasks, t => t.Task == "b");
    }

    [Fact]
    public async Task Run_TaskFails_LaterTasksOfThatElementDoNotRun()
    {
        await using var lab = await LabAsync(ExecutionMode.Parallel, new FlowTask { Task = "a" }, new FlowTask { Task = "b" });
        lab.Scripts.Add("work", script => (int)script.Context["element"]!["id"]! == 1 ? FakeScript.Raise("no") : []);

        var run = await lab.RunAsync("f");

        Assert.Equal(["a/1", "a/2", "b/2"], run.Order.Order());
        Assert.Equal([WorkState.Failed, WorkState.Completed], run.Elements.Select(e => e.State));
    }

    private static async Task<FlowLab> LabAsync(ExecutionMode mode, params FlowTask[] steps)
    {
        var lab = await FlowLab.StartAsync(elements: 2);
        lab.Scripts.Add("work", _ => []);
        lab.Scripts.Add("unset", _ => []);
        lab.Scripts.Add("number", _ => new JsonObject { ["condition"] = 1 });
        lab.Scripts.Add("raises", _ => FakeScript.Raise("no"));
        lab.Scripts.Add("never", _ => []);
        lab.Scripts.Add("first only flow_context", _ => []);
        await lab.ApplyAsync(
            tasks:
            [
                new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "work" },
                new() { ShortName = "b", TaskClass = TaskClass.Cli, ManagementScript = "work" },
            ],
            flows: [new() { ShortName = "f", Mode = mode, Selection = new ElementFilter { Groups = { "all" } }, Tasks = { steps } }]);
        return lab;
    }
}
