using System.Globalization;

namespace Grpc.Shared;

// grpc-timeout: at most eight digits and a unit of H, M, S, m(illi), u (micro), n(ano seconds).
internal static class TimeoutHeader
{
    private const long Largest = 99_999_999;

    public static bool TryParse(string? text, out TimeSpan timeout)
    {
        timeout = default;
        if (text is not { Length: >= 2 and <= 9 } || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;
        long? ticks = text[^1] switch
        {
            'H' => value * TimeSpan.TicksPerHour,
            'M' => value * TimeSpan.TicksPerMinute,
            'S' => value * TimeSpan.TicksPerSecond,
            'm' => value * TimeSpan.TicksPerMillisecond,
            'u' => value * TimeSpan.TicksPerMicrosecond,
            'n' => (value + 99) / 100,
            _ => null,
        };
        timeout = new TimeSpan(ticks ?? 0);
        return ticks is not null;
    }

    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
            return "1n";
        // Rounded up: the server must not give up before the client does.
        var ms = (timeout.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        if (ms <= Largest)
            return ms.ToString(CultureInfo.InvariantCulture) + "m";
        var seconds = (ms + 999) / 1000;
        return seconds <= Largest ? seconds.ToString(CultureInfo.InvariantCulture) + "S" : Math.Min(Largest, seconds / 3600 + 1).ToString(CultureInfo.InvariantCulture) + "H";
    }
}
