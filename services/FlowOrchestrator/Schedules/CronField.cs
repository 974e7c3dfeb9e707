using System.Globalization;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>One field of a cron expression as the set of its values.</summary>
/// <param name="Values">Bit n is set when n is a value.</param>
/// <param name="Star">It begins with <c>*</c>, so it does not restrict the days.</param>
/// <param name="Last">It names the last day of the month.</param>
internal readonly record struct CronField(ulong Values, bool Star, bool Last)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>The fields in order: seconds first.</summary>
    public static IReadOnlyList<CronFieldKind> Kinds { get; } =
    [
        new("second", 0, 59, []),
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day-of-month", 1, 31, []),
        new("month", 1, 12, Months),
        new("day-of-week", 0, 7, Weekdays),
    ];

    /// <summary>Reads a field.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CronField Parse(string text, CronFieldKind kind)
    {
        var values = 0UL;
        var last = false;
        foreach (var item in text.Split(','))
        {
            if (item is "L" && kind.Name == "day-of-month")
                last = true;
            else
                values |= Item(item, kind);
        }
        return new CronField(values, text[0] is '*' or '?', last);
    }

    private static ulong Item(string item, CronFieldKind kind)
    {
        var slash = item.IndexOf('/');
        var range = slash < 0 ? item : item[..slash];
        var step = slash < 0 ? 1 : Number(item[(slash + 1)..], kind, 1, kind.Most);
        int first, last;
        if (range is "*" or "?")
            (first, last) = (kind.Least, kind.Name == "day-of-week" ? 6 : kind.Most);
        else if (range.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash)
            (first, last) = (Value(range[..dash], kind), Value(range[(dash + 1)..], kind));
        else
            (first, last) = (Value(range, kind), slash < 0 ? Value(range, kind) : kind.Most);
        if (first > last)
            throw new FormatException($"{kind.Name} '{item}': the range runs backwards; write two ranges");
        var values = 0UL;
        for (var value = first; value <= last; value += step)
            values |= 1UL << value;
        return values;
    }

    private static int Value(string text, CronFieldKind kind)
    {
        var name = kind.Names.ToList().FindIndex(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name >= 0 ? name + kind.Least : Number(text, kind, kind.Least, kind.Most);
    }

    private static int Number(string text, CronFieldKind kind, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{kind.Name}: '{text}' is no number from {least} to {most}{(kind.Names.Count > 0 ? $" or name ({kind.Names[0]} to {kind.Names[^1]})" : "")}");
}
