using System.Text.RegularExpressions;

namespace Flux.Inventory.Tests.Configurations;

/// <summary>Applies a unified diff, and fails when it does not fit.</summary>
internal static partial class Patch
{
    public static string Apply(string diff, string older)
    {
        if (diff.Length == 0) return older;
        var source = Lines(older);
        var result = new List<string>();
        var at = 0;
        var lines = Lines(diff);
        for (var i = 2; i < lines.Count; i++)
        {
            if (HunkHead().Match(lines[i]) is { Success: true } head)
            {
                var (from, count) = (int.Parse(head.Groups[1].Value), head.Groups[2].Success ? int.Parse(head.Groups[2].Value) : 1);
                while (at < (count == 0 ? from : from - 1)) result.Add(source[at++]);
                continue;
            }

            var line = lines[i][1..];
            if (i + 1 < lines.Count && lines[i + 1][0] == '\\') line = line[..^1];
            if (lines[i][0] is ' ' or '-') Assert.Equal(source[at++], line);
            if (lines[i][0] is ' ' or '+') result.Add(line);
            if (i + 1 < lines.Count && lines[i + 1][0] == '\\') i++;
        }

        while (at < source.Count) result.Add(source[at++]);
        return string.Concat(result);
    }

    public static List<string> Lines(string text)
    {
        var lines = text.Split('\n').Select(line => line + "\n").ToList();
        lines[^1] = lines[^1][..^1];
        if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    [GeneratedRegex(@"^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@\n$")]
    private static partial Regex HunkHead();
}
