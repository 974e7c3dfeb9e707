using System.Globalization;
using System.Text.RegularExpressions;
using Flux.Cli.Yaml;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Cli.Apply;

/// <summary>Durations as people write them: 500ms, 90s, 1m30s, 2h; a bare number is seconds.</summary>
internal static partial class DurationText
{
    /// <summary>The duration, or null when the value is none.</summary>
    public static Duration? Read(YamlValue value)
    {
        if (value is not YamlScalar { Text: var text } || Pattern().Match(text) is not { Success: true } match || text.Length == 0)
            return null;
        var seconds = Part("hours") * 3600 + Part("minutes") * 60 + Part("seconds") + Part("millis") / 1000;
        // The contract's own limit is 10000 years; a century is beyond any task.
        return seconds <= 3_153_600_000 ? Duration.FromTimeSpan(TimeSpan.FromMilliseconds((double)(seconds * 1000))) : null;

        decimal Part(string name) => decimal.TryParse(match.Groups[name].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    [GeneratedRegex(@"\A(?:(?<hours>\d{1,9}(\.\d{1,9})?)h)?(?:(?<minutes>\d{1,9}(\.\d{1,9})?)m(?!s))?(?:(?<seconds>\d{1,9}(\.\d{1,9})?)s)?(?:(?<millis>\d{1,9})ms)?\z|\A(?<seconds>\d{1,9}(\.\d{1,9})?)\z")]
    private static partial Regex Pattern();
}
