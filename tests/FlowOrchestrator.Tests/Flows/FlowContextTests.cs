using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Flows;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Flows;

public sealed class FlowContextTests
{
    [Theory]
    [InlineData("x = context['0.tasks']", false, true)]
    [InlineData("x = flow_variables['user']", false, false)]
    [InlineData("run_task(short_name='contextual')", false, false)]
    [InlineData("for e in elements: pass", false, false)]
    [InlineData("for e in elements: pass", true, true)]
    [InlineData("globals()['con' + 'text']", false, true)]
    public void FlowContext_Source_IsSentWhenItMayBeRead(string source, bool parallel, bool expected) =>
        Assert.Equal(expected, SourceMentions.FlowContext(source, parallel));

    [Theory]
    [InlineData("run_task(short_name='a'); run_task( short_name = \"b-c\", retry_attempts=3)", "a,b-c")]
    [InlineData("run_task(id=5); run_task(short_name=name); run_flow(short_name='f')", "")]
    [InlineData("run_task(short_name='a')\nrun_task(short_name='a')", "a")]
    public void ShortNames_Source_FindsLiteralsOnly(string source, string expected) =>
        Assert.Equal(expected, string.Join(',', SourceMentions.ShortNames(source, "run_task")));

    [Fact]
    public async Task RunTask_ScriptReadsTheContext_BringsItUpToDate()
    {
        await using var lab = await FlowLab.StartAsync(elements: 2);
        var seen = new List<string>();
        var flow = lab.NewFlow("f", ExecutionMode.Serial, async script =>
        {
            var before = script.Inputs["flow_context"]!.AsArray();
            var answer = (JsonObject)(await script.CallAsync("run_task", new JsonObject { ["short_name"] = "a" }))!;
            var after = answer["flow_entry"]!;
            Assert.False(answer.ContainsKey("flow_context"));
            seen.Add($"{before.Count} {before[^1]!["tasks"]!.AsObject().Count} {after["id"]} {after["tasks"]!.AsObject().Count} {answer["result"]!["status"]}");
        });
        flow.ExecutionScript = lab.Scripts.Add("reads context", lab.Scripts.Body(flow.ExecutionScript));
        await lab.ApplyAsync(tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli }], flows: [flow]);

        await lab.RunAsync("f");

        Assert.Equal(["1 0 1 1 OK", "2 0 2 1 OK"], seen);
    }

    [Fact]
    public async Task RunTask_ScriptDoesNotReadTheContext_IsSpared()
    {
        await using var lab = await FlowLab.StartAsync(elements: 3);
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, async script => Assert.Equal("OK", (string?)(await script.RunTaskAsync("a"))["status"]))]);

        var run = await lab.RunAsync("f");

        Assert.Equal(RunState.Completed, run.Run.State);
        Assert.Equal(0, lab.Contexts.Reads);
    }

    [Fact]
    public async Task Run_ElementWithoutEntry_KeepsThePlacesOfTheOthers()
    {
        await using var lab = await FlowLab.StartAsync(elements: 3);
        lab.Contexts.Deleted.Add(2);
        var seen = new List<string>();
        var flow = lab.NewFlow("f", ExecutionMode.Serial, script =>
        {
            seen.Add(string.Join(',', script.Inputs["flow_context"]!.AsArray().Select(e => e!["id"])) + " at " + script.Inputs["current"]);
            return Task.CompletedTask;
        });
        flow.ExecutionScript = lab.Scripts.Add("reads context", lab.Scripts.Body(flow.ExecutionScript));
        await lab.ApplyAsync(flows: [flow]);

        var run = await lab.RunAsync("f");

        Assert.Equal(["1 at 0", "1,2,3 at 2"], seen);
        Assert.Equal(WorkState.Failed, run.Elements[1].State);
    }
}
