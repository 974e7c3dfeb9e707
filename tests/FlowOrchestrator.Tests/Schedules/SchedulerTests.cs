using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Schedules;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Tests.Schedules;

public sealed class SchedulerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string _data = Directory.CreateTempSubdirectory("flux-flow-").FullName;
    private readonly ManualClock _clock = new(Noon);

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Due_Schedule_StartsItsRunAndMovesOn()
    {
        await using var lab = await LabAsync();
        await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "30 * * * *", User = new User { Username = "night" } });
        Assert.Equal(Noon.AddMinutes(30), (await GetAsync(lab)).NextTime.ToDateTimeOffset());

        _clock.MoveTo(Noon.AddMinutes(30));

        var firing = (await FiringsAsync(lab, 1))[0];
        var run = (await lab.WatchAsync(firing.RunId)).Run;
        Assert.Equal((FiringOutcome.Started, Noon.AddMinutes(30)), (firing.Outcome, firing.DueTime.ToDateTimeOffset()));
        Assert.Equal(("s", "f", "night", Noon.AddMinutes(30)), (run.Schedule, run.Flow, run.User.Username, run.ScheduledTime.ToDateTimeOffset()));
        var schedule = await GetAsync(lab);
        Assert.Equal((Noon.AddMinutes(90), run.Id), (schedule.NextTime.ToDateTimeOffset(), schedule.LastRunId));
        Assert.Equal(run.Id, Assert.Single((await lab.Reader.ListAsync(new ListRunsRequest { Schedule = "s" }, default)).Runs).Id);
    }

    [Fact]
    public async Task Missed_CatchUpSkip_NotesThemAndFiresTheOneThatIsNotLate()
    {
        await using (var lab = await LabAsync())
            await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "*/10 * * * *" });

        _clock.MoveTo(Noon.AddHours(2).AddSeconds(30));
        await using var again = await LabAsync();
        var firings = await FiringsAsync(again, 2);

        Assert.Equal([FiringOutcome.Started, FiringOutcome.Missed], firings.Select(f => f.Outcome));
        Assert.Equal((Noon.AddHours(2), 11), (firings[0].DueTime.ToDateTimeOffset(), firings[1].Count));
    }

    [Fact]
    public async Task Missed_CatchUpAll_RunsEachOneAfterTheOtherAtMostAHundred()
    {
        await using (var lab = await LabAsync())
            await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "* * * * *", CatchUp = CatchUp.All });

        _clock.MoveTo(Noon.AddMinutes(130));
        await using var again = await LabAsync();
        var firings = await FiringsAsync(again, 101);

        Assert.Equal((100, 1), (firings.Count(f => f.Outcome == FiringOutcome.Started), firings.Count(f => f.Outcome == FiringOutcome.Missed)));
        Assert.Equal(30, firings[^1].Count);
        var runs = (await again.Reader.ListAsync(new ListRunsRequest { PageSize = 1000 }, default)).Runs.OrderBy(r => r.ScheduledTime.Seconds).ToList();
        Assert.Equal(100, runs.Select(r => r.ScheduledTime).Distinct().Count());
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.Equal(RunState.Completed, pair.First.State));
    }

    [Fact]
    public async Task Due_RunBeforeIsAtWork_DoesNotOverlap()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var lab = await LabAsync(() => gate.Task);
        await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "* * * * *" });

        _clock.MoveTo(Noon.AddMinutes(1));
        var first = (await FiringsAsync(lab, 1))[0];
        _clock.MoveTo(Noon.AddMinutes(2));
        var second = (await FiringsAsync(lab, 2))[0];
        gate.SetResult();
        await lab.WatchAsync(first.RunId);
        _clock.MoveTo(Noon.AddMinutes(3));
        var third = (await FiringsAsync(lab, 3))[0];

        Assert.Equal((FiringOutcome.Overlapped, $"run {first.RunId} was at work"), (second.Outcome, second.Reason));
        Assert.Equal(FiringOutcome.Started, third.Outcome);
    }

    [Fact]
    public async Task Due_OverlapAllowed_RunsBeside()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var lab = await LabAsync(() => gate.Task);
        await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "* * * * *", Overlap = Overlap.Allow });

        _clock.MoveTo(Noon.AddMinutes(1));
        await FiringsAsync(lab, 1);
        _clock.MoveTo(Noon.AddMinutes(2));
        var second = (await FiringsAsync(lab, 2))[0];
        gate.SetResult();

        Assert.Equal(FiringOutcome.Started, second.Outcome);
    }

    [Fact]
    public async Task Due_TwoOrchestratorsOnOneStore_FireOnce()
    {
        await using var one = await LabAsync();
        await ApplyAsync(one, new Schedule { ShortName = "s", Flow = "f", Cron = "* * * * *" });
        await using var two = await LabAsync();

        for (var minute = 1; minute <= 20; minute++)
        {
            _clock.MoveTo(Noon.AddMinutes(minute));
            var firing = (await FiringsAsync(one, minute, two))[0];
            await UntilAsync("runs", [one, two], async () => RunStates.IsFinal((await one.Reader.GetAsync(firing.RunId, default)).Run.State));
        }

        var firings = await FiringsAsync(one, 20);
        Assert.All(firings, f => Assert.Equal(FiringOutcome.Started, f.Outcome));
        var runs = (await one.Reader.ListAsync(new ListRunsRequest { PageSize = 1000 }, default)).Runs;
        Assert.Equal(20, runs.Select(r => r.ScheduledTime).Distinct().Count());
        Assert.Equal(20, runs.Count);
    }

    [Fact]
    public async Task Changed_ByAnotherOrchestratorThatIsGone_IsSeenAfterTheRefresh()
    {
        var refresh = Noon + new FlowOptions().ScheduleRefresh;
        await using var other = await LabAsync();
        await _clock.SleepsUntilAsync(refresh);
        await using (var gone = await LabAsync())
            await ApplyAsync(gone, new Schedule { ShortName = "s", Flow = "f", Cron = "* * * * * *" });

        // Nothing tells the other of it: only looking again does.
        _clock.MoveTo(refresh);

        var firing = (await FiringsAsync(other, 1))[^1];
        Assert.Equal(FiringOutcome.Started, firing.Outcome);
        Assert.Equal(Noon.AddSeconds(2), firing.FireTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Paused_Schedule_DoesNotFireUntilResumedAndDropsWhatWasDue()
    {
        await using var lab = await LabAsync();
        await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "* * * * *" });
        await lab.Get<ScheduleCommands>().PauseAsync(new PauseScheduleRequest { ShortName = "s" }, default);
        Assert.Null((await GetAsync(lab)).NextTime);

        _clock.MoveTo(Noon.AddMinutes(5));
        // What is declared without a word on pausing leaves it as it is.
        await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "* * * * *", Description = "other" });
        Assert.True((await GetAsync(lab)).Paused);
        await lab.Get<ScheduleCommands>().ResumeAsync(new ResumeScheduleRequest { ShortName = "s" }, default);
        _clock.MoveTo(Noon.AddMinutes(6));

        Assert.Equal(Noon.AddMinutes(6), (await FiringsAsync(lab, 1))[0].DueTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Trigger_SameRequestTwice_StartsOneRunAndNotesIt()
    {
        await using var lab = await LabAsync();
        await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "0 0 1 1 *", Paused = true });
        var commands = lab.Get<ScheduleCommands>();

        var first = await commands.TriggerAsync(new TriggerScheduleRequest { ShortName = "s", RequestId = "q" }, default);
        var second = await commands.TriggerAsync(new TriggerScheduleRequest { ShortName = "s", RequestId = "q" }, default);

        Assert.Equal(first.Id, second.Id);
        var firing = Assert.Single(await FiringsAsync(lab, 1));
        Assert.True(firing.Manual);
        Assert.Equal(first.Id, firing.RunId);
    }

    [Fact]
    public async Task Due_FlowIsGone_IsNotedAsFailed()
    {
        await using var lab = await LabAsync();
        await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "* * * * *" });
        var store = lab.Get<IDocumentStore>();
        var stored = (await store.GetAsync(ScheduleDocument.Type, "s", default))!;
        await store.UpdateAsync(ScheduleDocument.Type, "s", stored.Value.Moved(stored.Value.Next, s => s.Flow = "gone"), stored.Version, default);

        _clock.MoveTo(Noon.AddMinutes(1));

        var firing = (await FiringsAsync(lab, 1))[0];
        Assert.Equal((FiringOutcome.Failed, "there is no flow 'gone'"), (firing.Outcome, firing.Reason));
    }

    [Fact]
    public async Task Apply_MuchIsWrong_NamesEverything()
    {
        await using var lab = await LabAsync();
        var bad = new Schedule { ShortName = "a b", Flow = "none", Cron = "61 * * * *", TimeZone = "Mars/Base", Mode = (ExecutionMode)9, Overlap = (Overlap)9, CatchUp = (CatchUp)9 };

        var error = await Assert.ThrowsAsync<FluxException>(() => ApplyAsync(lab, bad, new Schedule { ShortName = "t", Daily = new DailyTime { Time = "25:00", Days = { (Weekday)9 } } }));

        Assert.Equal("10", error.Metadata["violations"]);
    }

    [Fact]
    public async Task Delete_WithAnOldEtag_IsAborted()
    {
        await using var lab = await LabAsync();
        await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "* * * * *" });
        var etag = (await GetAsync(lab)).Etag;
        await lab.Get<ScheduleCommands>().PauseAsync(new PauseScheduleRequest { ShortName = "s" }, default);

        await Assert.ThrowsAsync<FluxException>(() => lab.Get<ScheduleCommands>().DeleteAsync(new DeleteScheduleRequest { ShortName = "s", Etag = etag }, default));
        await lab.Get<ScheduleCommands>().DeleteAsync(new DeleteScheduleRequest { ShortName = "s" }, default);

        await Assert.ThrowsAsync<FluxException>(() => GetAsync(lab));
    }

    [Fact]
    public async Task Preview_StoredSchedule_GivesItsNextTimes()
    {
        await using var lab = await LabAsync();
        await ApplyAsync(lab, new Schedule { ShortName = "s", Flow = "f", Cron = "0 9 * * *", TimeZone = "Europe/Berlin" });

        var times = (await lab.Get<ScheduleReader>().PreviewAsync(new PreviewScheduleRequest { Schedule = new Schedule { ShortName = "s" }, Count = 3 }, default)).Times;

        Assert.Equal([2, 3, 4], times.Select(t => t.ToDateTimeOffset().Day));
        Assert.All(times, t => Assert.Equal(7, t.ToDateTimeOffset().Hour));
    }

    private async Task<FlowLab> LabAsync(Func<Task>? body = null)
    {
        var lab = await FlowLab.StartAsync(1, data: _data, clock: _clock);
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, _ => body?.Invoke() ?? Task.CompletedTask)]);
        return lab;
    }

    private static Task<IReadOnlyList<AppliedResource>> ApplyAsync(FlowLab lab, params Schedule[] schedules) =>
        lab.Get<ScheduleApplier>().ApplyAsync(new ApplySchedulesRequest { Schedules = { schedules } }, default);

    private static async Task<Schedule> GetAsync(FlowLab lab) => (await lab.Get<ScheduleReader>().GetAsync("s", default)).Value.Schedule;

    /// <summary>Waits until there are so many firings; the latest first.</summary>
    private static async Task<List<ScheduleFiring>> FiringsAsync(FlowLab lab, int count, FlowLab? other = null)
    {
        List<ScheduleFiring> firings = [];
        await UntilAsync("schedule-firings", [lab, other ?? lab], async () =>
        {
            firings = [.. (await lab.Get<ScheduleReader>().ListFiringsAsync(new ListScheduleFiringsRequest { Schedule = "s", PageSize = 1000 }, default)).Firings];
            return firings.Count >= count;
        });
        return firings;
    }

    // Either may write, and each tells only its own writes.
    private static async Task UntilAsync(string collection, FlowLab[] labs, Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var seen = labs.Select(l => l.Get<IDocumentChanges>()).Select(c => (Changes: c, Number: c.Current(collection))).ToList();
            if (await holds())
                return;
            await await Task.WhenAny(seen.Select(s => s.Changes.WaitAsync(collection, s.Number, limit.Token)));
        }
    }
}
