using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>
/// Columns under a line of headings: <c>{"rows": [{heading: text}]}</c>. Columns are told by blanks;
/// a row without a first column goes on with the row above. Further headings with a ruler of their own begin another table.
/// </summary>
internal static partial class TableLines
{
    private const int LeastColumns = 2;
    private const int Sample = 500;
    private const int Widest = 2000;

    /// <summary>The place of the headings among the lines, or null.</summary>
    public static int? Find(IReadOnlyList<string> lines)
    {
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            if (IsRuler(lines[i + 1]) && Words().Count(lines[i]) >= LeastColumns)
                return i;
            // Without a ruler: capitalized headings, at least two of them far apart, and as many columns below.
            if (Headings().IsMatch(lines[i]) && Columns(lines, i, ruler: false).Count >= LeastColumns + 1)
                return i;
        }
        return null;
    }

    /// <summary>Parses a text; without a table the rows are empty.</summary>
    public static JsonObject Parse(string text, ParseBudget budget)
    {
        var lines = TextLines.Of(text).Where(l => l.Trim().Length > 0).ToList();
        var rows = new JsonArray();
        if (Find(lines) is { } head)
        {
            var columns = Columns(lines, head, IsRuler(lines[head + 1]));
            var keys = KeysOf(lines[head], columns);
            for (var i = head + 1; i < lines.Count; i++)
            {
                budget.Spend(i + 1);
                if (i + 2 < lines.Count && IsRuler(lines[i + 1]) && Columns(lines, i, ruler: true) is var others && !others.SequenceEqual(columns))
                    (columns, keys) = (others, KeysOf(lines[i], others));
                else if (!IsRuler(lines[i]) && !IsProse(lines[i], columns))
                    Add(rows, lines[i], columns, keys);
            }
        }
        return new JsonObject { ["rows"] = rows };
    }

    private static List<string> KeysOf(string headings, List<int> columns) =>
        [.. columns.Select((c, i) => Keys.Of(Cell(headings, c, i + 1 < columns.Count ? columns[i + 1] : int.MaxValue)))];

    // "Total Mac Addresses for this criterion: 2" below the rows: no more than one blank anywhere, words across the columns, and not one for each of them.
    private static bool IsProse(string line, List<int> columns) =>
        !line.Trim().Contains("  ", StringComparison.Ordinal)
        && columns.Skip(1).Any(c => IsWord(line, c - 1) && IsWord(line, c))
        && Words().Count(line) != columns.Count;

    private static void Add(JsonArray rows, string line, List<int> columns, List<string> keys)
    {
        var row = new JsonObject();
        for (var c = 0; c < columns.Count; c++)
            row[keys[c]] = Cell(line, columns[c], c + 1 < columns.Count ? columns[c + 1] : int.MaxValue);
        if (((string)row[keys[0]]!).Length > 0 || rows.Count == 0)
        {
            rows.Add(row);
            return;
        }
        var above = (JsonObject)rows[^1]!;
        foreach (var key in keys.Where(k => ((string)row[k]!).Length > 0))
            above[key] = ((string)above[key]!).Length > 0 ? $"{above[key]}\n{row[key]}" : row[key]!.DeepClone();
    }

    // With a ruler its strokes are the columns; else whatever lies between places that are blank in the headings and in every row. A part without
    // a heading, or without a word in any row, goes with the one before it ("administratively down", "Mounted on").
    private static List<int> Columns(IReadOnlyList<string> lines, int head, bool ruler)
    {
        if (ruler)
            return [.. Words().Matches(lines[head + 1]).Select(m => m.Index)];
        var rows = lines.Skip(head + 1).Take(Sample).ToList();
        var width = Math.Min(Widest, rows.Append(lines[head]).Max(r => r.Length));
        var starts = new List<int>();
        for (var i = 0; i < width; i++)
        {
            if (IsWord(lines[head], i) || rows.Any(r => IsWord(r, i)))
            {
                if (i == 0 || !(IsWord(lines[head], i - 1) || rows.Any(r => IsWord(r, i - 1))))
                    starts.Add(i);
            }
        }
        var kept = new List<int>();
        for (var c = 0; c < starts.Count; c++)
        {
            var end = c + 1 < starts.Count ? starts[c + 1] : int.MaxValue;
            if (kept.Count == 0 || (Cell(lines[head], starts[c], end).Length > 0 && rows.Any(r => Cell(r, starts[c], end).Length > 0)))
                kept.Add(starts[c]);
        }
        return kept;
    }

    private static bool IsWord(string line, int place) => place < line.Length && line[place] != ' ';

    private static string Cell(string line, int start, int end) => start >= line.Length ? "" : line[start..Math.Min(end, line.Length)].Trim();

    private static bool IsRuler(string line) => Ruler().IsMatch(line);

    [GeneratedRegex(@"\S+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^\s*[-=]{2,}(?:[\s+|]+[-=]{2,})+\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Ruler();

    [GeneratedRegex(@"^[A-Z][\w/#?.%()-]*(?: [\w/#?.%()-]+)*(?: {2,}[A-Z0-9][\w/#?.%()-]*(?: [\w/#?.%()-]+)*)+\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Headings();
}
