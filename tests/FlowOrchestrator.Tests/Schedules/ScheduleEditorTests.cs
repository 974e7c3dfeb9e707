using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Schedules;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Schedules;

/// <summary>Create and Update of single schedules, etag and validate_only of what changes them (AIP-133, 134, 154, 155, 161, 163).</summary>
public sealed class ScheduleEditorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Create_SameRequestIdAtOnce_CreatesOneThatFires()
    {
        await using var lab = await LabAsync();
        var request = new CreateScheduleRequest { Schedule = New("s"), RequestId = "once" };

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => lab.Get<ScheduleEditor>().CreateAsync(request, default))));

        Assert.Single(made.Distinct());
        Assert.Equal(("w1", Noon.AddMinutes(30), CatchUp.Skip), (made[0].Etag, made[0].NextTime.ToDateTimeOffset(), made[0].CatchUp));
        Assert.Equal(made[0], await StoredAsync(lab));
        Assert.Equal(StatusCode.InvalidArgument, (await FailsAsync(() => lab.Get<ScheduleEditor>().CreateAsync(new CreateScheduleRequest { Schedule = New("t"), RequestId = "once" }, default))).Code);
        Assert.Equal(StatusCode.AlreadyExists, (await FailsAsync(() => CreateAsync(lab, New("s")))).Code);
    }

    [Fact]
    public async Task Create_EverythingWrong_NamesTheFieldsOfItsRequest()
    {
        await using var lab = await LabAsync();

        var error = await FailsAsync(() => CreateAsync(lab, new Schedule { ShortName = "a b", Flow = "none", Cron = "61 * * * *", TimeZone = "Nowhere" }));

        Assert.Equal(["schedule.short_name", "schedule.flow", "schedule.cron", "schedule.time_zone"], Fields(error));
    }

    [Theory]
    [InlineData("", "15 * * * *", "new", 15)]
    [InlineData("description", "30 * * * *", "new", 30)]
    [InlineData("cron", "15 * * * *", "", 15)]
    [InlineData("time_zone", "30 * * * *", "", 30)]
    public async Task Update_Mask_WritesThoseFieldsOnly(string mask, string cron, string description, int next)
    {
        await using var lab = await LabAsync();
        await CreateAsync(lab, New("s"));

        var schedule = await UpdateAsync(lab, new Schedule { ShortName = "s", Cron = "15 * * * *", Description = "new" }, mask);

        Assert.Equal((cron, description, "f", Noon.AddMinutes(next)), (schedule.Cron, schedule.Description, schedule.Flow, schedule.NextTime.ToDateTimeOffset()));
        Assert.Equal(mask == "time_zone" ? "w1" : "w2", schedule.Etag);
        Assert.Equal(schedule, await StoredAsync(lab));
    }

    [Fact]
    public async Task Update_OtherTiming_TakesItsPlace()
    {
        await using var lab = await LabAsync();
        await CreateAsync(lab, New("s"));

        var schedule = await UpdateAsync(lab, new Schedule { ShortName = "s", Flow = "f", Daily = new DailyTime { Time = "02:00" } }, "*");

        Assert.Equal((Schedule.TimingOneofCase.Daily, Noon.AddHours(14)), (schedule.TimingCase, schedule.NextTime.ToDateTimeOffset()));
    }

    [Theory]
    [InlineData("gone", "", "", StatusCode.NotFound)]
    [InlineData("s", "w7", "", StatusCode.Aborted)]
    [InlineData("", "", "", StatusCode.InvalidArgument)]
    [InlineData("s", "", "next_time", StatusCode.InvalidArgument)]
    [InlineData("s", "", "flow", StatusCode.InvalidArgument)]
    public async Task Update_Bad_IsRefused(string name, string etag, string mask, StatusCode expected)
    {
        await using var lab = await LabAsync();
        await CreateAsync(lab, New("s"));

        var error = await FailsAsync(() => UpdateAsync(lab, new Schedule { ShortName = name, Etag = etag, Description = "new" }, mask));

        Assert.Equal(expected, error.Code);
        Assert.Equal("w1", (await StoredAsync(lab)).Etag);
    }

    [Fact]
    public async Task EveryChange_ValidateOnly_AnswersButWritesNothing()
    {
        await using var lab = await LabAsync();
        await CreateAsync(lab, New("s"));
        var (editor, commands) = (lab.Get<ScheduleEditor>(), lab.Get<ScheduleCommands>());

        var created = await editor.CreateAsync(new CreateScheduleRequest { Schedule = New("t"), ValidateOnly = true, RequestId = "x" }, default);
        var updated = await editor.UpdateAsync(new UpdateScheduleRequest { Schedule = new Schedule { ShortName = "s", Description = "new" }, ValidateOnly = true }, default);
        var paused = await commands.PauseAsync(new PauseScheduleRequest { ShortName = "s", ValidateOnly = true }, default);
        var triggered = await commands.TriggerAsync(new TriggerScheduleRequest { ShortName = "s", ValidateOnly = true }, default);
        await commands.DeleteAsync(new DeleteScheduleRequest { ShortName = "s", ValidateOnly = true }, default);

        Assert.Equal((0L, "", "new", "w1", true), (created.Id, created.Etag, updated.Description, updated.Etag, paused.Paused));
        Assert.Equal(("", "f", "s", 2), (triggered.Id, triggered.Flow, triggered.Schedule, triggered.ElementCount));
        Assert.Empty((await lab.Reader.ListAsync(new ListRunsRequest(), default)).Runs);
        Assert.Equal(("w1", "", false), ((await StoredAsync(lab)).Etag, (await StoredAsync(lab)).Description, (await StoredAsync(lab)).Paused));
        Assert.Single((await lab.Get<ScheduleReader>().ListAsync(new ListSchedulesRequest(), default)).Schedules);
    }

    [Fact]
    public async Task PauseAndResume_OldEtag_AreAborted()
    {
        await using var lab = await LabAsync();
        await CreateAsync(lab, New("s"));
        var commands = lab.Get<ScheduleCommands>();

        Assert.Equal(StatusCode.Aborted, (await FailsAsync(() => commands.PauseAsync(new PauseScheduleRequest { ShortName = "s", Etag = "w0" }, default))).Code);
        await commands.PauseAsync(new PauseScheduleRequest { ShortName = "s", Etag = "w1" }, default);
        Assert.Equal(StatusCode.Aborted, (await FailsAsync(() => commands.ResumeAsync(new ResumeScheduleRequest { ShortName = "s", Etag = "w1" }, default))).Code);
        Assert.False((await commands.ResumeAsync(new ResumeScheduleRequest { ShortName = "s", Etag = "w2" }, default)).Paused);
    }

    private static async Task<FlowLab> LabAsync()
    {
        var lab = await FlowLab.StartAsync(clock: new ManualClock(Noon));
        await lab.ApplyAsync(flows: [lab.NewFlow("f", ExecutionMode.Serial, _ => Task.CompletedTask)]);
        return lab;
    }

    private static Schedule New(string name) => new() { ShortName = name, Flow = "f", Cron = "30 * * * *" };

    private static Task<Schedule> CreateAsync(FlowLab lab, Schedule schedule) => lab.Get<ScheduleEditor>().CreateAsync(new CreateScheduleRequest { Schedule = schedule }, default);

    private static Task<Schedule> UpdateAsync(FlowLab lab, Schedule schedule, string mask) => lab.Get<ScheduleEditor>().UpdateAsync(
        new UpdateScheduleRequest { Schedule = schedule, UpdateMask = new FieldMask { Paths = { mask.Split(',', StringSplitOptions.RemoveEmptyEntries) } } }, default);

    private static async Task<Schedule> StoredAsync(FlowLab lab) => (await lab.Get<ScheduleReader>().GetAsync("s", default)).Value.Schedule;

    private static Task<FluxException> FailsAsync(Func<Task> call) => Assert.ThrowsAsync<FluxException>(call);

    private static IEnumerable<string> Fields(FluxException error) => error.Details.OfType<BadRequest>().Single().FieldViolations.Select(v => v.Field);
}
