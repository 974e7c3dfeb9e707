namespace Flux.FlowOrchestrator.Schedules;

/// <summary>
/// Makes moments of a zone's clock readings (semantics 5.10): a reading that the clock skips is the first moment after the gap, one that comes twice is
/// the first of the two. Only the offset at a moment is asked of the zone, so the rules hold for every kind of change, whole days included.
/// </summary>
internal static class ZonedClock
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What the zone's clock shows at a moment.</summary>
    public static DateTime Reading(TimeZoneInfo zone, DateTimeOffset moment) =>
        DateTime.SpecifyKind(moment.UtcDateTime + zone.GetUtcOffset(moment), DateTimeKind.Unspecified);

    /// <summary>The moment of a reading.</summary>
    public static DateTimeOffset Moment(TimeZoneInfo zone, DateTime reading)
    {
        var utc = new DateTimeOffset(DateTime.SpecifyKind(reading, DateTimeKind.Utc));
        // The offsets before and after whatever changes around that time. The one before gives the first of two moments.
        var before = utc - zone.GetUtcOffset(utc - Day);
        var after = utc - zone.GetUtcOffset(utc + Day);
        if (Reading(zone, before) == reading)
            return before;
        return Reading(zone, after) == reading ? after : EndOfGap(zone, after, before);
    }

    // The old offset holds at the first moment, the new one at the last; halve until they are a second apart.
    private static DateTimeOffset EndOfGap(TimeZoneInfo zone, DateTimeOffset first, DateTimeOffset last)
    {
        var old = zone.GetUtcOffset(first);
        var (low, high) = (first.ToUnixTimeSeconds(), last.ToUnixTimeSeconds());
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == old)
                low = middle;
            else
                high = middle;
        }
        return DateTimeOffset.FromUnixTimeSeconds(high);
    }
}
