using System.Numerics;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>
/// A cron expression with five fields, or six with seconds first (semantics 5.10). It knows local clock readings only; <see cref="ZonedClock"/> makes
/// moments of them. As in every cron, a moment matches when either of two restricted day fields does; a field that begins with <c>*</c> restricts nothing.
/// </summary>
internal sealed class CronExpression
{
    // 29 February comes after eight years at the latest (1896 to 1904, 2096 to 2104).
    private const int MostDays = (366 * 8) + 1;

    private readonly ulong _seconds;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _lastDay;
    private readonly bool _bothDays;

    private CronExpression(CronField[] fields)
    {
        (_seconds, _minutes, _hours) = (fields[0].Values, fields[1].Values, fields[2].Values);
        (_days, _months) = (fields[3].Values, fields[4].Values);
        // Sunday is 0 and 7.
        _weekdays = (fields[5].Values | (fields[5].Values >> 7)) & 0x7F;
        _lastDay = fields[3].Last;
        _bothDays = fields[3].Star || fields[5].Star;
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">It is none; the message says which field is wrong and why.</exception>
    public static CronExpression Parse(string text)
    {
        var parts = Macro(text.Trim()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (5 or 6))
            throw new FormatException($"has {parts.Length} fields; use five (minute hour day-of-month month day-of-week) or six with seconds first");
        var padded = parts.Length == 5 ? ["0", .. parts] : parts;
        return new CronExpression([.. padded.Select((part, i) => CronField.Parse(part, CronField.Kinds[i]))]);
    }

    /// <summary>Every day of these at one time.</summary>
    public static CronExpression Daily(IEnumerable<DayOfWeek> days, TimeOnly time)
    {
        var names = string.Join(',', days.Select(d => (int)d).Distinct());
        return Parse($"{time.Second} {time.Minute} {time.Hour} * * {(names.Length == 0 ? "*" : names)}");
    }

    /// <summary>The first clock reading after another one; null when there is none.</summary>
    public DateTime? Next(DateTime after)
    {
        if (after >= DateTime.MaxValue.AddDays(-MostDays - 1))
            return null;
        var from = after.AddTicks(-(after.Ticks % TimeSpan.TicksPerSecond)).AddSeconds(1);
        for (var day = from.Date; day < from.Date.AddDays(MostDays); day = day.AddDays(1))
        {
            if (!Has(_months, day.Month))
            {
                // To the last day of the month; the loop takes the step over it.
                day = day.AddDays(DateTime.DaysInMonth(day.Year, day.Month) - day.Day);
                continue;
            }
            if (Matches(day) && NextTime(day == from.Date ? from.TimeOfDay : TimeSpan.Zero) is { } time)
                return day + time;
        }
        return null;
    }

    /// <summary>Whether a clock reading, in whole seconds, is one of the expression's.</summary>
    public bool Matches(DateTime day, TimeSpan time) =>
        Has(_months, day.Month) && Matches(day.Date) && Has(_hours, time.Hours) && Has(_minutes, time.Minutes) && Has(_seconds, time.Seconds);

    private bool Matches(DateTime day)
    {
        var ofMonth = Has(_days, day.Day) || (_lastDay && day.Day == DateTime.DaysInMonth(day.Year, day.Month));
        var ofWeek = Has(_weekdays, (int)day.DayOfWeek);
        return _bothDays ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private TimeSpan? NextTime(TimeSpan from)
    {
        var (hour, minute, second) = (from.Hours, from.Minutes, from.Seconds);
        if (Has(_hours, hour))
        {
            if (Has(_minutes, minute) && First(_seconds, second) is { } s)
                return new TimeSpan(hour, minute, s);
            if (First(_minutes, minute + 1) is { } m)
                return new TimeSpan(hour, m, First(_seconds, 0)!.Value);
        }
        return First(_hours, hour + 1) is { } h ? new TimeSpan(h, First(_minutes, 0)!.Value, First(_seconds, 0)!.Value) : null;
    }

    private static bool Has(ulong values, int value) => (values >> value & 1) != 0;

    private static int? First(ulong values, int from)
    {
        var rest = from > 63 ? 0 : values & (ulong.MaxValue << from);
        return rest == 0 ? null : BitOperations.TrailingZeroCount(rest);
    }

    private static string Macro(string text) => text switch
    {
        "@hourly" => "0 * * * *",
        "@daily" or "@midnight" => "0 0 * * *",
        "@weekly" => "0 0 * * 0",
        "@monthly" => "0 0 1 * *",
        "@yearly" or "@annually" => "0 0 1 1 *",
        _ => text,
    };
}
