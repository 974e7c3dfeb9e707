using System.Globalization;

namespace Flux.DeviceGateway.Configuring;

/// <summary>A change that the device takes back by itself unless it is confirmed.</summary>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="Time">How long the device waits: whole minutes.</param>
/// <param name="ExpireTime">When it is over, as near as the gateway knows.</param>
/// <param name="SessionId">The session that made the change.</param>
/// <param name="Bound">Only that session can confirm it.</param>
public sealed record ConfigTrial(string Id, TimeSpan Time, DateTimeOffset ExpireTime, string SessionId, bool Bound)
{
    /// <summary>A platform's command with this trial's own values.</summary>
    public static string Fill(string command, string id, TimeSpan time) => command
        .Replace("{id}", id, StringComparison.Ordinal)
        .Replace("{minutes}", ((int)time.TotalMinutes).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{seconds}", ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{clock}", time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
