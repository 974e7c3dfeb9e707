using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Schedules;
using Flux.Hosting;
using FsCheck;
using FsCheck.Fluent;

namespace Flux.FlowOrchestrator.Tests.Schedules;

public sealed class ScheduleTimingTests
{
    // Berlin and New York change in opposite orders of date, Lord Howe by half an hour, Casablanca's and Dublin's summer time is the standard one's
    // opposite, Havana and Santiago change at midnight, Apia once left out a whole day.
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin", "America/Havana", "America/Santiago", "Asia/Kathmandu",
    ];

    [Theory]
    [InlineData("Europe/Berlin", 2026)]
    [InlineData("America/New_York", 2026)]
    [InlineData("Australia/Lord_Howe", 2026)]
    public void Next_HalfPastTwoOverAYear_FiresOncePerDay(string zone, int year)
    {
        var timing = Timing("30 2 * * *", zone);
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var days = new List<DateTime>();
        var time = new DateTimeOffset(year - 1, 12, 31, 12, 0, 0, TimeSpan.Zero);
        while (timing.Next(time) is { } next && ZonedClock.Reading(clock, next).Year <= year)
        {
            days.Add(ZonedClock.Reading(clock, next).Date);
            time = next;
        }

        Assert.Equal(Enumerable.Range(0, 365).Select(d => new DateTime(year, 1, 1).AddDays(d)), days.Where(d => d.Year == year));
    }

    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")] // skipped: 03:00, the first moment after
    [InlineData("15,30 2 * * *", "Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-30T00:15:00Z")] // both skipped: one moment, one firing
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z")] // doubled: the first
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")] // and not the second
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z")] // the doubled hour is one hour long
    [InlineData("30 2 * * *", "America/New_York", "2026-03-08T05:00:00Z", "2026-03-08T07:00:00Z")]
    [InlineData("30 1 * * *", "America/New_York", "2026-11-01T04:00:00Z", "2026-11-01T05:30:00Z")]
    [InlineData("0 0 * * *", "America/Havana", "2026-03-08T03:00:00Z", "2026-03-08T05:00:00Z")] // midnight itself is skipped
    [InlineData("0 12 30 12 *", "Pacific/Apia", "2011-12-29T12:00:00Z", "2011-12-30T10:00:00Z")] // a day that was not
    public void Next_AroundAClockChange_FollowsTheRule(string cron, string zone, string after, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected), Timing(cron, zone).Next(DateTimeOffset.Parse(after)));

    [Fact]
    public void Next_AnyExpressionAndZone_IsWhatAWalkThroughEveryMinuteFinds()
    {
        var minutes = Gen.Elements("0", "30", "15,45", "*/20", "59", "0-5");
        var hours = Gen.Elements("*", "0", "1", "2", "3", "1-3", "23", "*/6");
        var days = Gen.Elements("*", "1", "L", "8,29", "*/3");
        var weekdays = Gen.Elements("*", "sun", "1-5", "0,6");
        var cases =
            from cron in Gen.Zip(Gen.Zip(minutes, hours), Gen.Zip(days, weekdays)).Select(f => $"{f.Item1.Item1} {f.Item1.Item2} {f.Item2.Item1} * {f.Item2.Item2}")
            from zone in Gen.Elements(Zones)
            from change in Gen.Choose(0, 3)
            from hour in Gen.Choose(0, 71)
            select (cron, zone, change, hour);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(c.zone);
            var from = NearChange(zone, c.change).AddHours(c.hour - 48);
            var to = from.AddDays(3);
            var timing = Timing(c.cron, c.zone);
            var found = new List<DateTimeOffset>();
            for (var time = timing.Next(from); time <= to; time = timing.Next(time.Value))
                found.Add(time.Value);
            Assert.Equal(Walk(CronExpression.Parse(c.cron), zone, from, to), found);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Theory]
    [InlineData("Europe/Atlantis")]
    [InlineData("../../etc/passwd")]
    [InlineData("Europe")]
    [InlineData("/etc/localtime")]
    [InlineData("Europe/Berlin\0")]
    public void Read_NoZone_IsAViolation(string zone)
    {
        var violations = new Violations();

        Assert.Null(ScheduleTiming.Read(new Schedule { Cron = "* * * * *", TimeZone = zone }, "s.", violations));
        Assert.Equal(1, violations.Count);
    }

    [Fact]
    public void Next_DaysAndTime_AreThoseOfFlux()
    {
        var schedule = new Schedule { Daily = new DailyTime { Days = { Weekday.Sunday, Weekday.Wednesday }, Time = "22:15" }, TimeZone = "Europe/Madrid" };

        var first = ScheduleTiming.Of(schedule)!.Next(DateTimeOffset.Parse("2026-07-01T20:15:00Z"))!.Value;
        var second = ScheduleTiming.Of(schedule)!.Next(first);

        Assert.Equal((DateTimeOffset.Parse("2026-07-05T20:15:00Z"), DateTimeOffset.Parse("2026-07-08T20:15:00Z")), (first, second));
    }

    private static ScheduleTiming Timing(string cron, string zone) => ScheduleTiming.Of(new Schedule { Cron = cron, TimeZone = zone })!;

    // Walks through every minute of real time. A reading fires when the clock first shows it, and with it what the clock left out just before.
    private static List<DateTimeOffset> Walk(CronExpression cron, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
    {
        var fired = new List<DateTimeOffset>();
        var shown = ZonedClock.Reading(zone, from.AddDays(-2));
        for (var time = from.AddDays(-2).AddMinutes(1); time <= to; time = time.AddMinutes(1))
        {
            var reading = ZonedClock.Reading(zone, time);
            var fires = false;
            for (var skipped = shown.AddMinutes(1); skipped <= reading; skipped = skipped.AddMinutes(1))
                fires |= cron.Matches(skipped, skipped.TimeOfDay);
            if (reading > shown)
                shown = reading;
            if (fires && time > from)
                fired.Add(time);
        }
        return fired;
    }

    // The n-th change of the offset from 2026 on, or the year's begin in a zone without changes.
    private static DateTimeOffset NearChange(TimeZoneInfo zone, int n)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var time = start; time < start.AddYears(3); time = time.AddHours(1))
        {
            if (zone.GetUtcOffset(time) != zone.GetUtcOffset(time.AddHours(1)) && n-- == 0)
                return time.AddHours(1);
        }
        return start;
    }
}
