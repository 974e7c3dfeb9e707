namespace Flux.FlowOrchestrator.Schedules;

/// <summary>What a schedule has to do now: what it missed, and which due time fires.</summary>
/// <param name="MissedCount">Due times that are dropped; 0 for none. More than 10 000 are not counted.</param>
/// <param name="LastMissed">The latest of them.</param>
/// <param name="Due">The time that fires; null when only missed ones are due.</param>
/// <param name="Next">The due time after what is decided here; it may be due already.</param>
internal sealed record DueTimes(int MissedCount, DateTimeOffset? LastMissed, DateTimeOffset? Due, DateTimeOffset? Next)
{
    /// <summary>The most missed firings that are caught up (semantics 5.10).</summary>
    public const int MostCaughtUp = 100;

    private const int MostCounted = 10_000;

    /// <summary>Decides.</summary>
    /// <param name="timing">When the schedule fires.</param>
    /// <param name="first">Its stored next time, which is due.</param>
    /// <param name="now">The time.</param>
    /// <param name="catchUpAll">Late ones fire too; else what is late by more than <paramref name="grace"/> is missed.</param>
    /// <param name="grace">How late a firing may be.</param>
    public static DueTimes Decide(ScheduleTiming timing, DateTimeOffset first, DateTimeOffset now, bool catchUpAll, TimeSpan grace)
    {
        var keep = catchUpAll ? FirstKept(timing, first, now) : first >= now - grace ? first : timing.Next(now - grace);
        if (keep == first)
            return new DueTimes(0, null, first, timing.Next(first));
        var count = 0;
        var last = first;
        for (DateTimeOffset? time = first; time is { } t && (keep is null || t < keep); time = timing.Next(t))
        {
            last = t;
            if (++count == MostCounted)
            {
                last = Latest(timing, t, keep ?? now);
                break;
            }
        }
        return keep <= now ? new DueTimes(count, last, keep, timing.Next(keep.Value)) : new DueTimes(count, last, null, keep);
    }

    // The first of the latest 100 that are due: look back from now, further each time, until there are enough.
    private static DateTimeOffset FirstKept(ScheduleTiming timing, DateTimeOffset first, DateTimeOffset now)
    {
        for (var span = TimeSpan.FromSeconds(MostCaughtUp); ; span *= 2)
        {
            var from = now - span;
            var all = from < first;
            var window = new Queue<DateTimeOffset>();
            var count = 0L;
            for (var time = all ? first : timing.Next(from); time <= now; time = timing.Next(time.Value))
            {
                window.Enqueue(time.Value);
                count++;
                if (window.Count > MostCaughtUp)
                    window.Dequeue();
            }
            if (all || count >= MostCaughtUp)
                return window.Peek();
        }
    }

    // The latest due time before a limit, without walking all of them.
    private static DateTimeOffset Latest(ScheduleTiming timing, DateTimeOffset known, DateTimeOffset limit)
    {
        for (var span = TimeSpan.FromSeconds(1); limit - span > known; span *= 2)
        {
            var found = known;
            for (var time = timing.Next(limit - span); time is { } t && t < limit; time = timing.Next(t))
                found = t;
            if (found > known)
                return found;
        }
        var last = known;
        for (var time = timing.Next(known); time is { } t && t < limit; time = timing.Next(t))
            last = t;
        return last;
    }
}
