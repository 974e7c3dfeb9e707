using Flux.FlowOrchestrator.Schedules;

namespace Flux.FlowOrchestrator.Tests.Schedules;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("30 2 * * *", "2026-03-01 02:30:00", "2026-03-02 02:30:00")]
    [InlineData("*/15 * * * *", "2026-03-01 10:45:00", "2026-03-01 11:00:00")]
    [InlineData("*/20 * * * * *", "2026-03-01 10:45:41", "2026-03-01 10:46:00")]
    [InlineData("0 0 1 jan *", "2026-03-01 00:00:00", "2027-01-01 00:00:00")]
    [InlineData("0 12 * * mon-fri", "2026-03-06 12:00:00", "2026-03-09 12:00:00")]
    [InlineData("0 12 * * 7", "2026-03-06 12:00:00", "2026-03-08 12:00:00")]
    [InlineData("0 12 * * 5-7", "2026-03-07 12:00:00", "2026-03-08 12:00:00")]
    [InlineData("0 0 29 2 *", "2096-02-29 00:00:00", "2104-02-29 00:00:00")]
    [InlineData("0 0 L * *", "2026-02-01 00:00:00", "2026-02-28 00:00:00")]
    [InlineData("0 0 L 2 *", "2027-03-01 00:00:00", "2028-02-29 00:00:00")]
    [InlineData("0 0 13 * 5", "2026-03-01 00:00:00", "2026-03-06 00:00:00")] // either day suffices
    [InlineData("0 0 */2 * 1", "2026-03-01 00:00:00", "2026-03-09 00:00:00")] // a star restricts nothing: both
    [InlineData("5/20 3 * * *", "2026-03-01 03:25:00", "2026-03-01 03:45:00")]
    [InlineData("1,59 23 31 12 ?", "2026-12-31 23:01:00", "2026-12-31 23:59:00")]
    [InlineData("@weekly", "2026-03-02 00:00:00", "2026-03-08 00:00:00")]
    public void Next_Expression_IsTheFirstReadingAfter(string cron, string after, string expected) =>
        Assert.Equal(DateTime.Parse(expected), CronExpression.Parse(cron).Next(DateTime.Parse(after)));

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    public void Next_DayThatNeverComes_IsNone(string cron) => Assert.Null(CronExpression.Parse(cron).Next(new DateTime(2026, 1, 1)));

    [Theory]
    [InlineData("", "has 0 fields")]
    [InlineData("* * * *", "has 4 fields")]
    [InlineData("* * * * * * *", "has 7 fields")]
    [InlineData("60 * * * *", "minute: '60' is no number from 0 to 59")]
    [InlineData("* 24 * * *", "hour: '24'")]
    [InlineData("* * 0 * *", "day-of-month: '0'")]
    [InlineData("* * * 13 *", "month: '13' is no number from 1 to 12 or name (jan to dec)")]
    [InlineData("* * * * 8", "day-of-week: '8'")]
    [InlineData("* * * * fri-mon", "runs backwards")]
    [InlineData("*/0 * * * *", "minute: '0'")]
    [InlineData("1,,2 * * * *", "minute: ''")]
    [InlineData("-1 * * * *", "minute: '-1'")]
    [InlineData("1-2-3 * * * *", "minute: '2-3'")]
    [InlineData("L * * * *", "minute: 'L'")]
    [InlineData("@never", "has 1 fields")]
    public void Parse_NoExpression_SaysWhichFieldAndWhy(string cron, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => CronExpression.Parse(cron)).Message);
}
