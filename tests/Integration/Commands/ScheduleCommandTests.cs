using System.Text.Json;
using Flux.Contracts.Flow.V1;
using Flux.Integration.Support;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Commands;

/// <summary>flux apply with schedules, and flux schedule.</summary>
[Collection(OneSuite.Name)]
public sealed class ScheduleCommandTests(RunningSuite suite)
{
    private const string Declared = """
        groups: [{name: planned}]
        tasks: [{short_name: planned, task_class: cli}]
        flows: [{short_name: planned, mode: serial, selection: {groups: [planned]}, tasks: [planned]}]
        schedules:
          - {short_name: planned-night, flow: planned, cron: "30 2 * * *", time_zone: Europe/Berlin, description: every night}
          - {short_name: planned-days, flow: planned, daily: {days: [monday, friday], time: "07:15"}, catch_up: all, overlap: allow}
        """;

    [Fact]
    public async Task Apply_FileWithSchedules_DeclaresThemOnceAndKeepsAPauseThatItDoesNotName()
    {
        Assert.Equal(["created", "created"], await ApplyAsync(Declared.Replace("planned", "declared", StringComparison.Ordinal)));
        Assert.Equal(["unchanged", "unchanged"], await ApplyAsync(Declared.Replace("planned", "declared", StringComparison.Ordinal)));
        await FluxAsync("schedule", "pause", "declared-night");

        Assert.Equal(["changed", "unchanged"], await ApplyAsync(Declared.Replace("planned", "declared", StringComparison.Ordinal).Replace("every night", "each night", StringComparison.Ordinal)));

        var night = (await suite.Connection.Schedules.GetScheduleAsync(new GetScheduleRequest { ShortName = "declared-night" })).Schedule;
        Assert.Equal(("30 2 * * *", "Europe/Berlin", "each night", true), (night.Cron, night.TimeZone, night.Description, night.Paused));
        var days = (await suite.Connection.Schedules.GetScheduleAsync(new GetScheduleRequest { ShortName = "declared-days" })).Schedule;
        Assert.Equal([Weekday.Monday, Weekday.Friday], days.Daily.Days);
        Assert.Equal(("07:15", CatchUp.All, Overlap.Allow, false), (days.Daily.Time, days.CatchUp, days.Overlap, days.Paused));
    }

    [Theory]
    [InlineData("cron: '61 2 * * *'", "schedules[0].cron")]
    [InlineData("cron: '0 2 * * *', time_zone: Europe/Nowhere", "schedules[0].time_zone")]
    [InlineData("daily: {days: [someday], time: '07:15'}", "schedules[0].daily.days[0]")]
    [InlineData("cron: '0 2 * * *', flow: no-such-flow", "schedules[0].flow")]
    public async Task Apply_WrongSchedule_NamesTheFieldAndWritesNothing(string wrong, string path)
    {
        var (code, output, _) = await ApplyTextAsync(
            $"tasks: [{"{"}short_name: never-planned, task_class: cli{"}"}]\nschedules:\n  - {"{"}short_name: wrong, {(wrong.Contains("flow:", StringComparison.Ordinal) ? "" : "flow: planned, ")}{wrong}{"}"}\n");
        Assert.Equal(1, code);
        var error = JsonDocument.Parse(output).RootElement.GetProperty("errors").EnumerateArray().First(e => e.GetProperty("path").GetString() == path);
        Assert.Equal(3, error.GetProperty("line").GetInt32());
        var (_, tasks, _) = await FluxAsync("call", "ListTasks", "-d", """{"page_size": 1000}""");
        Assert.DoesNotContain("never-planned", tasks);
    }

    [Fact]
    public async Task Schedule_EachVerb_DoesAndSaysWhatItDid()
    {
        await suite.ApplyAsync(Declared);
        var (code, table, _) = await FluxAsync("schedule", "list", "--flow", "planned");
        Assert.Equal(0, code);
        Assert.Matches(@"planned-night \| planned \| 30 2 \* \* \* +\| Europe/Berlin \| active", table);
        Assert.Matches(@"planned-days +\| planned \| monday friday 07:15 \| UTC", table);
        var (_, next, _) = await FluxAsync("schedule", "next", "planned-days", "-n", "3");
        Assert.All(next.Trim().Split('\n'), line => Assert.Matches(@"^\d{4}-\d\d-\d\d 07:15:00Z$", line));
        Assert.Equal(3, next.Trim().Split('\n').Length);
        Assert.Equal("planned-night: paused", (await FluxAsync("schedule", "pause", "planned-night")).Output.Trim());
        var run = (await FluxAsync("schedule", "trigger", "planned-night")).Output.Trim();
        Assert.Equal("planned-night", (await suite.EndAsync(run)).Run.Schedule);
        Assert.StartsWith("planned-night: active, next ", (await FluxAsync("schedule", "resume", "planned-night")).Output);
        var (_, json, _) = await FluxAsync("schedule", "list", "--flow", "planned", "--json");
        var schedules = JsonDocument.Parse(json).RootElement.GetProperty("schedules").EnumerateArray().ToDictionary(s => s.GetProperty("short_name").GetString()!);
        Assert.Equal(run, schedules["planned-night"].GetProperty("last_run_id").GetString());
        Assert.Contains("NOT_FOUND", (await FluxAsync("schedule", "pause", "no-such-one")).Errors);
    }

    private async Task<IEnumerable<string?>> ApplyAsync(string text)
    {
        var (code, output, errors) = await ApplyTextAsync(text);
        Assert.True(code == 0, output + errors);
        return JsonDocument.Parse(output).RootElement.GetProperty("resources").EnumerateArray().Where(r => r.GetProperty("name").GetString()!.Contains('-', StringComparison.Ordinal)).Select(r => r.GetProperty("outcome").GetString());
    }

    private async Task<(int Code, string Output, string Errors)> ApplyTextAsync(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(suite.Folder, "schedules.yaml"), text);
        return await FluxAsync("apply", "-f", "schedules.yaml", "--json");
    }

    private Task<(int Code, string Output, string Errors)> FluxAsync(params IEnumerable<string> arguments) =>
        FluxProgram.RunAsync(suite.Folder, [.. arguments, "--data", suite.Data]);
}
