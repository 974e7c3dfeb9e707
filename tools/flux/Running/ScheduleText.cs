using Flux.Cli.Output;
using Flux.Contracts.Flow.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;

namespace Flux.Cli.Running;

/// <summary>Schedules in words.</summary>
internal static class ScheduleText
{
    /// <summary>One row a schedule.</summary>
    public static Table Table(IEnumerable<Schedule> schedules)
    {
        var table = Terminal.Table("schedule", "flow", "fires", "zone", "state", "next (UTC)", "last (UTC)");
        foreach (var schedule in schedules)
        {
            string[] cells =
                [schedule.ShortName, schedule.Flow, Timing(schedule), schedule.TimeZone.Length > 0 ? schedule.TimeZone : "UTC", State(schedule), Of(schedule.NextTime), Of(schedule.LastTime)];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        return table;
    }

    /// <summary>"nightly: active, next 2026-01-01 03:00:00Z".</summary>
    public static string Plain(Schedule schedule) => $"{schedule.ShortName}: {State(schedule)}" + (schedule.NextTime is null ? "" : $", next {Of(schedule.NextTime)}");

    /// <summary>Its cron expression, or "monday friday 03:00".</summary>
    public static string Timing(Schedule schedule) => schedule.TimingCase == Schedule.TimingOneofCase.Cron
        ? schedule.Cron
        : $"{(schedule.Daily?.Days.Count > 0 ? string.Join(' ', schedule.Daily.Days).ToLowerInvariant() : "daily")} {schedule.Daily?.Time}";

    /// <summary>"2026-01-01 03:00:00Z"; empty without a time.</summary>
    public static string Of(Timestamp? time) => time is null ? "" : $"{time.ToDateTime():yyyy-MM-dd HH:mm:ss}Z";

    private static string State(Schedule schedule) => schedule.Paused ? "paused" : "active";
}
