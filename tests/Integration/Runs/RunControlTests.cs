using Flux.Cli.Running;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Integration.Support;
using Flux.Lab;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Runs;

/// <summary>An operator stops or holds a run while commands run on real devices: A3 and A4 of the peers' acceptance tests.</summary>
[Collection(OneSuite.Name)]
public sealed class RunControlTests(RunningSuite suite) : IDisposable
{
    private readonly TempDirectory _folder = new("flux-control");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("serial", 1)]
    [InlineData("parallel", 3)]
    public async Task Cancel_CommandsAreRunning_EndsTheirShellsAndStartsNothingElse(string mode, int running)
    {
        using var held = await OpenAsync(ends: true);
        await suite.ApplyAsync(Devices.Flow("stop-" + mode, Tasks("stop-" + mode), $"stop-{mode}, stop-{mode}-after", mode));
        var id = await StartAsync("stop-" + mode);
        await held.LinesAsync(running);

        await suite.Connection.Flow.CancelRunAsync(new CancelRunRequest { Id = id, Reason = "enough" });
        var events = new Events();
        var outcome = await suite.EndAsync(id, events);

        // The shells and what they started have the pipe open: its end is the kernel's word that all of them are gone.
        Assert.Null(await held.LineAsync());
        Assert.Equal(RunState.Cancelled, outcome.Run.State);
        Assert.Equal(Enumerable.Repeat(WorkState.Cancelled, 3), outcome.Elements.Select(e => e.State));
        Assert.Equal(Enumerable.Repeat(("stop-" + mode, WorkState.Cancelled), running), outcome.Tasks.Select(t => (t.Task, t.State)));
        Assert.Equal(RunState.Cancelled, events.All[^1].Run?.State);
        Assert.False(File.Exists(_folder["after"]));
    }

    [Fact]
    public async Task Pause_ElementsAreWaiting_StartsNoneUntilResume()
    {
        using var held = await OpenAsync();
        await suite.ApplyAsync(Devices.Flow("hold", Tasks("hold"), "hold").Replace("mode: serial,", "mode: parallel, max_concurrency: 1,", StringComparison.Ordinal));
        var id = await StartAsync("hold");
        await held.LineAsync();
        await suite.Connection.Flow.PauseRunAsync(new PauseRunRequest { Id = id, Reason = "wait" });
        var events = new Events();
        var end = suite.EndAsync(id, events);
        await File.WriteAllTextAsync(_folder["go"], "");
        await events.WaitAsync(e => e.Task is { State: WorkState.Completed });
        var paused = (await suite.Connection.Flow.GetRunAsync(new GetRunRequest { Id = id })).Run;
        await suite.Connection.Flow.ResumeRunAsync(new ResumeRunRequest { Id = id });
        var outcome = await end;

        Assert.Equal((RunState.Paused, RunState.Completed), (paused.State, outcome.Run.State));
        Assert.Equal(3, outcome.Run.CompletedCount);
        var resumed = events.All.Last(e => e.Run is { State: RunState.Running }).Sequence;
        Assert.True(events.All.First(e => e.Run is { State: RunState.Paused }).Sequence < resumed);
        var begun = events.All.Where(e => e.Task is { State: WorkState.Running }).Select(e => e.Sequence).ToList();
        Assert.Equal((3, 1), (begun.Count, begun.Count(sequence => sequence < resumed)));
    }

    [Theory]
    [InlineData("serial")]
    [InlineData("parallel")]
    public async Task Run_ElementIsDeletedMeanwhile_FailsThatElementOnly(string mode)
    {
        var name = "gone-" + mode;
        using var held = await OpenAsync();
        await suite.ApplyAsync(Devices.Flow(name, Tasks(name), $"{name}, {name}-after", mode).Replace("mode: parallel,", "mode: parallel, max_concurrency: 1,", StringComparison.Ordinal));
        var id = await StartAsync(name);
        await held.LineAsync();
        var gone = (await suite.Connection.Inventory.GetElementAsync(new GetElementRequest { Name = name + "-d2" })).Element;
        await suite.Connection.Inventory.DeleteElementAsync(new DeleteElementRequest { Id = gone.Id });
        await File.WriteAllTextAsync(_folder["go"], "");
        var outcome = await suite.EndAsync(id);

        Assert.Equal(RunState.Failed, outcome.Run.State);
        Assert.Equal([WorkState.Completed, WorkState.Failed, WorkState.Completed], outcome.Elements.OrderBy(e => e.ElementName).Select(e => e.State));
        Assert.Equal("NOT_FOUND", outcome.Elements.Single(e => e.ElementName == name + "-d2").Failure.Reason);
    }

    private async Task<Pipe> OpenAsync(bool ends = false)
    {
        // The devices' users look and write into it.
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        return await Pipe.CreateAsync(_folder["held"], ends);
    }

    private async Task<string> StartAsync(string flow) => (await suite.Connection.Flow.RunFlowAsync(new RunFlowRequest { Flow = flow })).Run.Id;

    private string Tasks(string name) => $$$"""
        models:
          - {short_name: {{{name}}}, model_class: cli, data: "exec 9> {{{_folder["held"]}}}; echo {{ element.name }} >&9; until [ -e {{{_folder["go"]}}} ]; do sleep 0.1; done"}
          - {short_name: {{{name}}}-after, model_class: cli, data: "touch {{{_folder["after"]}}}"}
        tasks:
          - {short_name: {{{name}}}, task_class: cli, automation_model: {{{name}}}}
          - {short_name: {{{name}}}-after, task_class: cli, automation_model: {{{name}}}-after}
        """;

    private sealed class Events : IRunView
    {
        private readonly List<(Func<RunEvent, bool> Is, TaskCompletionSource Seen)> _awaited = [];

        public List<RunEvent> All { get; } = [];

        public void Show(RunEvent happened)
        {
            lock (All)
            {
                All.Add(happened);
                foreach (var (_, seen) in _awaited.Where(wait => wait.Is(happened)))
                    seen.TrySetResult();
            }
        }

        public Task WaitAsync(Func<RunEvent, bool> what)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (All)
            {
                if (All.Any(what))
                    return Task.CompletedTask;
                _awaited.Add((what, seen));
            }

            return seen.Task;
        }
    }
}
