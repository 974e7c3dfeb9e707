using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Runs;

/// <summary>A process that dies at any commit loses nothing and does nothing twice unknowingly (semantics 5.8, 5.9).</summary>
public sealed class TakeoverTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("flux-flow-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    // Short, so that the dead are known at once although they were parts of this very process.
    private static FlowOptions Options => new() { OwnerLease = TimeSpan.FromMilliseconds(60) };

    [Theory]
    [InlineData("serial", true)]
    [InlineData("serial", false)]
    [InlineData("parallel", true)]
    [InlineData("parallel", false)]
    [InlineData("serial-steps", true)]
    [InlineData("parallel-steps", false)]
    [InlineData("nested", true)]
    [InlineData("nested", false)]
    public async Task Crash_AtEachCommit_EndsEveryElementOnceAndRepeatsNothingUnknowingly(string flow, bool safe)
    {
        for (var commits = 1; ; commits++)
        {
            var data = Directory.CreateTempSubdirectory("flux-flow-").FullName;
            try
            {
                if (!await CrashAsync(data, flow, safe, commits))
                    return;
            }
            finally
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    [Fact]
    public async Task Replay_ScriptCallsSomethingElse_EndsNonDeterministic()
    {
        var effects = new ConcurrentDictionary<string, int>();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = true;
        var lab = await LabAsync(_data, effects, safe: true, async script =>
        {
            await script.RunTaskAsync(first ? "a" : "b");
            reached.TrySetResult();
            await Task.Delay(first ? Timeout.Infinite : 0, script.Token);
        });
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "serial" }, default);
        await reached.Task;
        await lab.WatchAsync(run.Id, e => e.Task is { State: WorkState.Completed });
        // The call's own record comes with the next commit.
        await lab.Get<ActiveRuns>().Find(run.Id)!.Journal!.FlushAsync();
        await lab.KillAsync();

        first = false;
        await using var heir = await FlowLab.StartAsync(options: Options, data: _data, heirOf: lab);
        var view = await heir.WatchAsync(run.Id);

        Assert.Equal((RunState.Failed, "NON_DETERMINISTIC"), (view.Run.State, view.Run.Failure.Reason));
        Assert.Equal(view.Run.ElementCount, view.Elements.Count(e => RunStates.IsFinal(e.State)));
        Assert.DoesNotContain("b/1", effects.Keys);
    }

    [Fact]
    public async Task Replay_SerialScriptReadsTheContext_SeesWhatItSaw()
    {
        var seen = new ConcurrentQueue<string>();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = true;
        var lab = await FlowLab.StartAsync(elements: 2, Options, _data);
        var flow = lab.NewFlow("f", ExecutionMode.Serial, async script =>
        {
            var inputs = Json.Write(script.Inputs["flow_context"]);
            seen.Enqueue($"{script.Inputs["current"]}: {inputs} {Json.Write(await script.CallAsync("run_task", new JsonObject { ["short_name"] = "a" }))}");
            if (first && (int)script.Inputs["current"]! == 1)
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, script.Token);
            }
        });
        flow.ExecutionScript = lab.Scripts.Add("reads context", lab.Scripts.Body(flow.ExecutionScript));
        await lab.ApplyAsync(tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli }], flows: [flow]);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        await reached.Task;
        await lab.Get<ActiveRuns>().Find(run.Id)!.Journal!.FlushAsync();
        await lab.KillAsync();

        first = false;
        await using var heir = await FlowLab.StartAsync(options: Options, data: _data, heirOf: lab);
        var view = await heir.WatchAsync(run.Id);

        Assert.Equal((RunState.Completed, 2), (view.Run.State, view.Tasks.Count));
        Assert.Equal(3, seen.Count);
        Assert.Equal(seen.ElementAt(1), seen.ElementAt(2));
        Assert.Contains("\"tasks\":{}}] {\"result\":", seen.ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takeover_FourthTime_FailsWithTheReason()
    {
        var begun = new SemaphoreSlim(0);
        var lab = await LabAsync(_data, new(), safe: true, async script =>
        {
            begun.Release();
            await Task.Delay(Timeout.Infinite, script.Token);
        });
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "serial" }, default);
        for (var death = 1; death <= 3; death++)
        {
            await begun.WaitAsync();
            await lab.KillAsync();
            lab = await FlowLab.StartAsync(options: Options, data: _data, heirOf: lab);
        }
        await begun.WaitAsync();
        await lab.KillAsync();
        await using var last = await FlowLab.StartAsync(options: Options, data: _data, heirOf: lab);
        var view = await last.WatchAsync(run.Id);

        Assert.Equal((RunState.Failed, "ORCHESTRATOR_RESTARTED", 4, 5L), (view.Run.State, view.Run.Failure.Reason, view.Run.Recoveries, view.Run.FencingToken));
        Assert.All(view.Elements, e => Assert.True(RunStates.IsFinal(e.State)));
    }

    [Fact]
    public async Task Write_OfAnOwnerThatLostTheRun_IsRefused()
    {
        var effects = new ConcurrentDictionary<string, int>();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new SemaphoreSlim(0);
        await using var silent = await LabAsync(_data, effects, safe: true, async script =>
        {
            begun.Release();
            await gate.Task.WaitAsync(script.Token);
            await script.RunTaskAsync("a");
        }, new FlowOptions());
        var run = await silent.Commands.RunFlowAsync(new RunFlowRequest { Flow = "serial" }, default);
        await begun.WaitAsync();
        await silent.Store.DeleteAsync(OwnerDocument.Type, silent.Get<Owner>().Id, null, default);

        await using var heir = await FlowLab.StartAsync(options: new FlowOptions(), data: _data, heirOf: silent);
        await begun.WaitAsync();
        var lost = silent.Get<ActiveRuns>().Find(run.Id)!;
        gate.SetResult();
        var view = await heir.WatchAsync(run.Id);
        await lost.Ended;

        Assert.True(view.Run.State == RunState.Completed, string.Join(", ", view.Elements));
        Assert.Equal((RunState.Completed, 1, 2L), (view.Run.State, view.Run.Recoveries, view.Run.FencingToken));
        Assert.Equal(Enumerable.Range(1, view.Events.Count).Select(i => (long)i), view.Events.Select(e => e.Sequence));
        Assert.Equal(3, view.Tasks.Count);
        Assert.All(effects.Values, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(50, 61)]
    [InlineData(90, 90)]
    public async Task Timeout_OfARunTakenOver_CountsFromItsFirstStart(int minutesAtTakeover, int minutesAtEnd)
    {
        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var clock = new ManualClock(start);
        var begun = new SemaphoreSlim(0);
        var lab = await FlowLab.StartAsync(options: Options, data: _data, clock: clock);
        var flow = lab.NewFlow("f", ExecutionMode.Serial, async script =>
        {
            begun.Release();
            await Task.Delay(Timeout.Infinite, script.Token);
        });
        flow.Timeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromHours(1));
        await lab.ApplyAsync(flows: [flow]);
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "f" }, default);
        await begun.WaitAsync();
        await lab.KillAsync();

        clock.MoveTo(start.AddMinutes(minutesAtTakeover));
        await using var heir = await FlowLab.StartAsync(options: Options, data: _data, clock: clock, heirOf: lab);
        if (minutesAtEnd > minutesAtTakeover)
        {
            await begun.WaitAsync();
            clock.MoveTo(start.AddMinutes(minutesAtEnd));
        }
        var view = await heir.WatchAsync(run.Id);

        Assert.Equal((RunState.Failed, "RUN_TIMEOUT", 1), (view.Run.State, view.Run.Failure.Reason, view.Run.Recoveries));
    }

    [Fact]
    public async Task Replay_SecretsRotatedMeanwhile_ReadsTheBookOfBeforeAndOfAfter()
    {
        var effects = new ConcurrentDictionary<string, int>();
        var begun = new SemaphoreSlim(0);
        var first = true;
        var lab = await LabAsync(_data, effects, safe: false, async script =>
        {
            await script.RunTaskAsync("a");
            begun.Release();
            if (first)
                await Task.Delay(Timeout.Infinite, script.Token);
            await script.RunTaskAsync("b");
        });
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = "serial" }, default);
        await begun.WaitAsync();
        await lab.Get<ActiveRuns>().Find(run.Id)!.Journal!.FlushAsync();
        var before = (await lab.Store.QueryAsync(CallDocument.Type, DocumentQuery.All, default)).Items;
        Assert.True(SecretProtector.Open(_data).TryAddKey());
        var renewed = await lab.Get<CallReencryptor>().RunAsync(default);
        var after = (await lab.Store.QueryAsync(CallDocument.Type, DocumentQuery.All, default)).Items;
        await lab.KillAsync();

        Assert.NotEmpty(before);
        Assert.All(before, call => Assert.StartsWith("k1:", call.Value.Answer, StringComparison.Ordinal));
        Assert.All(after, call => Assert.StartsWith("k2:", call.Value.Answer, StringComparison.Ordinal));
        Assert.Equal(("k2", before.Count), (renewed.KeyId, renewed.Reencrypted));
        // The old key is needed no more.
        var file = Path.Combine(_data, SecretKeys.FileName);
        await File.WriteAllTextAsync(file, (await File.ReadAllLinesAsync(file))[0]);
        first = false;
        await using var heir = await FlowLab.StartAsync(options: Options, data: _data, heirOf: lab);
        var view = await heir.WatchAsync(run.Id);
        Assert.True(view.Run.State == RunState.Completed, string.Join(", ", view.Elements));
        Assert.All(effects.Values, count => Assert.Equal(1, count));
    }

    // False when the run ended before that many commits.
    private static async Task<bool> CrashAsync(string data, string flow, bool safe, int commits)
    {
        var effects = new ConcurrentDictionary<string, int>();
        var lab = await LabAsync(data, effects, safe, async script =>
        {
            await script.RunTaskAsync("a");
            await script.RunTaskAsync("b");
        });
        var run = await lab.Commands.RunFlowAsync(new RunFlowRequest { Flow = flow }, default);
        lab.Store.CrashAfter(commits - 1);
        // Renewing the lease is a commit too, so the process dies in the end also when the run has nothing more to write.
        await lab.Store.Dead.Task;
        await lab.KillAsync();

        await using var heir = await FlowLab.StartAsync(options: Options, data: data, heirOf: lab);
        var stored = await heir.Reader.GetAsync(run.Id, default);
        var over = RunStates.IsFinal(stored.Run.State) && stored.Run.FencingToken == 1;
        var view = await heir.WatchAsync(run.Id);

        var place = $"{flow}, safe {safe}, commit {commits}: {view.Run.State} {view.Run.Failure?.Message} {string.Join(", ", view.Elements.Select(e => $"{e.State} {e.Failure?.Message}"))} {string.Join(' ', effects)}";
        Assert.True(view.Elements.Count == 2 && view.Elements.All(e => RunStates.IsFinal(e.State)), place);
        Assert.True(view.Run.CompletedCount + view.Run.FailedCount + view.Run.OtherCount == 2, place);
        Assert.True(view.Events.Select(e => e.Sequence).SequenceEqual(Enumerable.Range(1, view.Events.Count).Select(i => (long)i)), place);
        Assert.True(view.Tasks.All(t => RunStates.IsFinal(t.State)), place);
        foreach (var element in view.Elements)
        {
            var done = new[] { "a", "b" }.Select(task => effects.GetValueOrDefault($"{task}/{element.ElementId}")).ToArray();
            if (safe)
                Assert.True(element.State == WorkState.Completed && done.All(count => count is 1 or 2), place);
            else
                Assert.True(done.All(count => count <= 1) && (element.State == WorkState.Completed ? done.All(count => count == 1) : element.Failure.Reason == "INTERRUPTED"), place);
        }
        return !over;
    }

    private static async Task<FlowLab> LabAsync(string data, ConcurrentDictionary<string, int> effects, bool safe, Func<FakeScript, Task> body, FlowOptions? options = null)
    {
        var lab = await FlowLab.StartAsync(options?.OwnerLease == new FlowOptions().OwnerLease ? 3 : 2, options ?? Options, data);
        foreach (var task in new[] { "a", "b" })
        {
            lab.Scripts.Add(task, script =>
            {
                effects.AddOrUpdate($"{task}/{script.Context["element"]!["id"]}", 1, (_, count) => count + 1);
                return new JsonObject();
            });
        }
        var steps = new[] { new FlowTask { Task = "a" }, new FlowTask { Task = "b", Condition = lab.Scripts.Add("yes", _ => new JsonObject { ["condition"] = true }) } };
        await lab.ApplyAsync(
            tasks: [.. new[] { "a", "b" }.Select(t => new TaskDefinition { ShortName = t, TaskClass = TaskClass.Cli, ManagementScript = t, SafeToRepeat = safe })],
            flows:
            [
                lab.NewFlow("serial", ExecutionMode.Serial, body),
                lab.NewFlow("parallel", ExecutionMode.Parallel, body),
                lab.NewFlow("nested", ExecutionMode.Serial, script => script.RunFlowAsync("parallel")),
                new() { ShortName = "serial-steps", Mode = ExecutionMode.Serial, Selection = new() { Groups = { "all" } }, Tasks = { steps } },
                new() { ShortName = "parallel-steps", Mode = ExecutionMode.Parallel, Selection = new() { Groups = { "all" } }, Tasks = { steps } },
            ]);
        return lab;
    }
}
