using System.Text;

namespace Flux.Inventory.Import;

/// <summary>
/// Reads RFC 4180: fields in quotes may hold commas, quotes (doubled) and line ends. Empty lines are skipped. A record with a wrong quote is told
/// as such and ends with its line, so that the mistakes before and behind it are found too.
/// </summary>
internal static class CsvFile
{
    public static List<ImportRow> Read(string text)
    {
        var rows = new List<ImportRow>();
        List<string>? head = null;
        foreach (var (line, cells, problem) in Records(text))
        {
            if (cells is [""]) continue;
            if (head is null)
            {
                if (problem is not null) throw new ImportFileException(line, problem);
                head = [.. cells.Select(cell => cell.Trim())];
                Check(head, line);
                continue;
            }

            var row = new ImportRow(line);
            rows.Add(row);
            // The name first, so that every mistake can say whose it is.
            for (var i = 0; i < cells.Count && i < head.Count; i++)
            {
                if (head[i] == "name") row.Declared.Element.Name = cells[i].Trim();
            }

            if (problem is not null)
            {
                row.Add("", problem);
                continue;
            }

            if (cells.Count > head.Count) row.Add("", $"has {cells.Count} cells, but the first line names {head.Count} fields; put a text with commas into quotes.");
            for (var i = 0; i < cells.Count && i < head.Count; i++)
            {
                if (head[i] == "name" || cells[i].Length == 0) continue;
                RowFields.Set(row, head[i], cells[i], json: head[i].StartsWith("settings.", StringComparison.Ordinal) && cells[i][0] is '{' or '[');
            }
        }

        return head is null ? throw new ImportFileException(1, "is empty; the first line must name the fields.") : rows;
    }

    private static void Check(List<string> head, int line)
    {
        if (!head.Contains("name")) throw new ImportFileException(line, "the first line must name the fields, and 'name' among them.");
        if (head.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ImportFileException(line, $"the first line names the field '{twice.Key}' twice.");
    }

    private static IEnumerable<(int Line, List<string> Cells, string? Problem)> Records(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, start) = (1, 1);
        string? problem = null;
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            if (c == '"' && cell.Length == 0)
            {
                var wrong = Quoted(text, cell, ref at, ref line);
                problem ??= wrong;
            }
            else if (c is ',' or '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                yield return (start, cells, problem);
                (cells, problem) = ([], null);
                start = ++line;
            }
            else if (c != '\r' || at + 1 >= text.Length || text[at + 1] != '\n')
            {
                cell.Append(c);
            }
        }
    }

    // Goes to the closing quote. Answers what is wrong, if anything is; then a quote that is not closed in its line is a character like others.
    private static string? Quoted(string text, StringBuilder cell, ref int at, ref int line)
    {
        var lines = 0;
        var end = at + 1;
        for (; end < text.Length && (text[end] != '"' || (end + 1 < text.Length && text[end + 1] == '"')); end++)
        {
            if (text[end] == '"') end++;
            if (text[end] == '\n') lines++;
            cell.Append(text[end]);
        }

        var closed = end < text.Length;
        var follows = closed && end + 1 < text.Length && text[end + 1] is not (',' or '\r' or '\n');
        if (closed && (!follows || lines == 0))
        {
            (at, line) = (end, line + lines);
            return follows ? "holds text after a closing quote; double the quotes inside a quoted cell." : null;
        }

        cell.Clear().Append('"');
        return "opens a quote that is never closed.";
    }
}
