using System.Text.RegularExpressions;
using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Terminal;

/// <summary>Regular expressions that find no end: they come from users, and meet lines that nobody thought of.</summary>
internal static class SlowPattern
{
    /// <summary>The pattern, not the line, which may hold anything.</summary>
    public static DeviceException Error(RegexMatchTimeoutException error) => new(DeviceReason.PatternTooSlow,
        $"The regular expression '{error.Pattern}' did not end within {error.MatchTimeout.TotalSeconds:0.###} s on a line of the device. Write it without repeats inside repeats; it is a platform's, transport_settings.prompt, or the question of an answer.", error);
}
