using System.Globalization;
using System.Text.RegularExpressions;
using Flux.Contracts.Flow.V1;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>When a schedule fires.</summary>
internal sealed partial class ScheduleTiming
{
    private readonly CronExpression _cron;
    private readonly TimeZoneInfo _zone;

    private ScheduleTiming(CronExpression cron, TimeZoneInfo zone) => (_cron, _zone) = (cron, zone);

    /// <summary>Reads the timing of a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="path">Its place in the request, with a dot at the end, for violations.</param>
    /// <param name="violations">Takes what is wrong.</param>
    /// <returns>Null when something is wrong.</returns>
    public static ScheduleTiming? Read(Schedule schedule, string path, Violations violations)
    {
        var cron = schedule.TimingCase switch
        {
            Schedule.TimingOneofCase.Cron => Cron(schedule.Cron, path, violations),
            Schedule.TimingOneofCase.Daily => Daily(schedule.Daily, path, violations),
            _ => null,
        };
        violations.Require(schedule.TimingCase != Schedule.TimingOneofCase.None, path + "cron", "is required, or daily with a time: when does it fire?");
        var zone = Zone(schedule.TimeZone);
        violations.Require(zone is not null, path + "time_zone", $"'{schedule.TimeZone}' is no time zone of this machine; use an IANA name, as in Europe/Berlin, or leave it out for UTC");
        return cron is null || zone is null ? null : new ScheduleTiming(cron, zone);
    }

    /// <summary>The timing of a stored schedule; null when this machine cannot read it (a zone that it does not know).</summary>
    public static ScheduleTiming? Of(Schedule schedule) => Read(schedule, "", new Violations());

    /// <summary>The first firing after a moment; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var reading = ZonedClock.Reading(_zone, after);
        // Several readings can be one moment (a gap), and some lie before it (an hour that comes twice).
        while (_cron.Next(reading) is { } next)
        {
            var moment = ZonedClock.Moment(_zone, next);
            if (moment > after)
                return moment;
            reading = next;
        }
        return null;
    }

    private static CronExpression? Cron(string text, string path, Violations violations)
    {
        try
        {
            return CronExpression.Parse(text);
        }
        catch (FormatException e)
        {
            violations.Add(path + "cron", e.Message);
            return null;
        }
    }

    private static CronExpression? Daily(DailyTime daily, string path, Violations violations)
    {
        var good = TimeOnly.TryParseExact(daily.Time, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        violations.Require(good, path + "daily.time", $"'{daily.Time}' is no time of day; write HH:MM or HH:MM:SS");
        foreach (var (i, day) in daily.Days.Index())
            good &= violations.Require(day is >= Weekday.Monday and <= Weekday.Sunday, $"{path}daily.days[{i}]", "must be monday to sunday");
        return good ? CronExpression.Daily(daily.Days.Select(d => (DayOfWeek)((int)d % 7)), time) : null;
    }

    private static TimeZoneInfo? Zone(string name)
    {
        if (name.Length == 0)
            return TimeZoneInfo.Utc;
        // The name becomes the path of a file.
        return ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]{0,30}(/[A-Za-z0-9_+-]{1,30}){0,2}\z")]
    private static partial Regex ZoneName();
}
