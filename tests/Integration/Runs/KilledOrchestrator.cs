using Flux.Cli.Demo;
using Flux.Contracts.Flow.V1;
using Flux.Integration.Support;
using Flux.Lab;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Runs;

/// <summary>
/// A story: two flows hold commands open on all devices and a schedule fires every second, when the orchestrator is killed. It comes back on the same
/// data, the schedule fires on, the held commands are let go, and everything ends.
/// </summary>
public sealed class KilledOrchestrator : IAsyncLifetime
{
    private readonly TempDirectory _folder = new("flux-killed");

    internal RunningSuite Suite { get; private set; } = null!;

    internal RunOutcome Safe { get; private set; } = null!;

    internal RunOutcome Unsafe { get; private set; } = null!;

    internal Schedule Schedule { get; private set; } = null!;

    internal IReadOnlyList<ScheduleFiring> Firings { get; private set; } = [];

    internal IReadOnlyList<Run> ScheduledRuns { get; private set; } = [];

    /// <summary>What commands on the devices did: "FLOW TASK ELEMENT", one line for each time.</summary>
    internal IReadOnlyList<string> Effects { get; private set; } = [];

    public async Task InitializeAsync()
    {
        // The devices' users look and write into it.
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        Suite = await RunningSuite.StartAsync();
        using var held = await Pipe.CreateAsync(_folder["held"]);
        using var fired = await Pipe.CreateAsync(_folder["fired"]);
        await File.WriteAllTextAsync(_folder["effects"], "");
        File.SetUnixFileMode(_folder["effects"], (UnixFileMode)0b110_110_110);
        await Suite.ApplyAsync(Devices.Flow("safe", Tasks("safe", repeat: true), "safe-first, safe-hold, safe-last", "parallel"));
        await Suite.ApplyAsync(Devices.Flow("unsafe", Tasks("unsafe", repeat: false), "unsafe-first, unsafe-hold, unsafe-last", "parallel"));
        await Suite.ApplyAsync(Tick());
        var safe = await StartAsync("safe");
        var @unsafe = await StartAsync("unsafe");
        await held.LinesAsync(6);
        await Suite.ApplyAsync("schedules: [{short_name: tick, flow: tick, cron: '* * * * * *', catch_up: all, overlap: allow}]");
        await fired.LinesAsync(2);

        await Suite.KillAndRestartAsync("flux-flow");

        await fired.LinesAsync(3);
        await Suite.Connection.Schedules.PauseScheduleAsync(new PauseScheduleRequest { ShortName = "tick" });
        // Those that are repeated.
        await held.LinesAsync(3);
        await File.WriteAllTextAsync(_folder["go"], "");
        Safe = await Suite.EndAsync(safe);
        Unsafe = await Suite.EndAsync(@unsafe);
        Schedule = (await Suite.Connection.Schedules.GetScheduleAsync(new GetScheduleRequest { ShortName = "tick" })).Schedule;
        Firings = [.. (await Suite.Connection.Schedules.ListScheduleFiringsAsync(new ListScheduleFiringsRequest { Schedule = "tick", PageSize = 1000 })).Firings];
        foreach (var firing in Firings)
            await Suite.EndAsync(firing.RunId);
        ScheduledRuns = [.. (await Suite.Connection.Flow.ListRunsAsync(new ListRunsRequest { Schedule = "tick", PageSize = 1000 })).Runs];
        Effects = await File.ReadAllLinesAsync(_folder["effects"]);
    }

    public async Task DisposeAsync()
    {
        await Suite.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<string> StartAsync(string flow) => (await Suite.Connection.Flow.RunFlowAsync(new RunFlowRequest { Flow = flow })).Run.Id;

    private string Tasks(string flow, bool repeat) => $$$"""
        models:
          - {short_name: {{{flow}}}-first, model_class: cli, data: "echo {{{flow}}} first {{ element.name }} >> {{{_folder["effects"]}}}"}
          - short_name: {{{flow}}}-hold
            model_class: cli
            data: "echo {{{flow}}} hold {{ element.name }} >> {{{_folder["effects"]}}}; echo {{ element.name }} > {{{_folder["held"]}}}; until [ -e {{{_folder["go"]}}} ]; do sleep 0.1; done"
          - {short_name: {{{flow}}}-last, model_class: cli, data: "echo {{{flow}}} last {{ element.name }} >> {{{_folder["effects"]}}}"}
        tasks:
          - {short_name: {{{flow}}}-first, task_class: cli, automation_model: {{{flow}}}-first}
          - {short_name: {{{flow}}}-hold, task_class: cli, automation_model: {{{flow}}}-hold, safe_to_repeat: {{{(repeat ? "true" : "false")}}}}
          - {short_name: {{{flow}}}-last, task_class: cli, automation_model: {{{flow}}}-last}
        """;

    private string Tick() => $$$"""
        models: [{short_name: tick, model_class: cli, data: "echo tick > {{{_folder["fired"]}}}"}]
        tasks: [{short_name: tick, task_class: cli, automation_model: tick}]
        flows: [{short_name: tick, mode: serial, selection: {names: [safe-d1]}, tasks: [tick]}]
        """;
}
