using System.Text.Json;
using Flux.Integration.Support;

namespace Flux.Integration.Commands;

/// <summary>flux pause, resume, cancel, rerun and logs as a user types them.</summary>
[Collection(OneSuite.Name)]
public sealed class RunControlCommandTests(RunningSuite suite)
{
    // Of three elements the second fails in the first step.
    private const string Failing = """
        groups: [{name: again}]
        elements: [{name: again-1, groups: [again]}, {name: again-2, groups: [again]}, {name: again-3, groups: [again]}]
        tasks:
          - {short_name: again-one, task_class: cli, management_script: "log_message('warning', 'look at ' + element['name'])\nif element['name'] == 'again-2': raise ValueError('broken')"}
          - {short_name: again-two, task_class: cli}
        flows: [{short_name: again, mode: serial, selection: {groups: [again]}, tasks: [again-one, again-two]}]
        """;

    private const string Waiting = """
        groups: [{name: held}]
        elements: [{name: held-1, groups: [held]}]
        tasks: [{short_name: held, task_class: cli, management_script: "pause(sleep=600)"}]
        flows: [{short_name: held, mode: serial, selection: {groups: [held]}, tasks: [held]}]
        """;

    [Fact]
    public async Task Rerun_Failed_TakesTheFailedElementFromTheStartOrFromAStep()
    {
        await suite.ApplyAsync(Failing);
        var old = (await suite.RunAsync("again")).Run.Id;

        var (code, output, _) = await FluxAsync("rerun", old, "--failed", "--json");
        Assert.Equal((1, "again-2: FAILED"), (code, Elements(output)));
        (code, output, _) = await FluxAsync("rerun", old, "--from", "again-two", "--json");
        Assert.Equal((0, "again-2: COMPLETED"), (code, Elements(output)));
        (code, output, _) = await FluxAsync("rerun", old);
        Assert.Equal((0, 3), (code, (await suite.EndAsync(output.Trim())).Elements.Count));
        Assert.Contains("its steps are again-one, again-two", (await FluxAsync("rerun", old, "--from", "again-three")).Errors);
        Assert.Contains("either --failed or --from", (await FluxAsync("rerun", old, "--from", "1", "--failed")).Errors);
    }

    [Fact]
    public async Task Logs_FollowedOrNot_AreTheSameLinesAndNarrowedByEveryOption()
    {
        await suite.ApplyAsync(Failing);
        var run = (await suite.RunAsync("again")).Run.Id;

        var (code, all, _) = await FluxAsync("logs", run);
        Assert.Equal(0, code);
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\d \S+  warning again-3 +again-one +look at again-3$", all);
        Assert.Equal(all, (await FluxAsync("logs", run, "--follow")).Output);
        foreach (var follow in new string[][] { [], ["--follow"] })
        {
            var (_, narrow, _) = await FluxAsync(["logs", run, "--element", "again-2", "--level", "warning", "--text", "look", "--json", .. follow]);
            var line = JsonDocument.Parse(narrow).RootElement;
            Assert.Equal(("look at again-2", "LOG_LEVEL_WARNING"), (line.GetProperty("message").GetString(), line.GetProperty("level").GetString()));
        }

        Assert.Contains("has no element 'again-9'", (await FluxAsync("logs", run, "--element", "again-9")).Errors);
    }

    [Fact]
    public async Task PauseResumeCancel_RunAtWork_SayItsStateAndRefuseWhatIsTooLate()
    {
        await suite.ApplyAsync(Waiting);
        var run = (await FluxAsync("run", "held")).Output.Trim();

        Assert.Equal($"run {run} paused", (await FluxAsync("pause", run, "--reason", "lunch")).Output.Trim());
        Assert.Matches($"run {run} (running|pending)", (await FluxAsync("resume", run)).Output.Trim());
        var (code, output, _) = await FluxAsync("cancel", run, "--json");
        Assert.Equal((0, run), (code, JsonDocument.Parse(output).RootElement.GetProperty("id").GetString()));
        Assert.Equal(Contracts.Flow.V1.RunState.Cancelled, (await suite.EndAsync(run)).Run.State);
        var (late, _, errors) = await FluxAsync("pause", run);
        Assert.Equal(1, late);
        Assert.Contains("FAILED_PRECONDITION", errors);
        Assert.Contains("paused: lunch", (await FluxAsync("logs", run)).Output);
    }

    private static string Elements(string json) => string.Join(", ", JsonDocument.Parse(json).RootElement.GetProperty("elements").EnumerateArray()
        .Select(e => $"{e.GetProperty("element_name").GetString()}: {e.GetProperty("state").GetString()!["WORK_STATE_".Length..]}"));

    private Task<(int Code, string Output, string Errors)> FluxAsync(params IEnumerable<string> arguments) =>
        FluxProgram.RunAsync(suite.Folder, [.. arguments, "--data", suite.Data]);
}
