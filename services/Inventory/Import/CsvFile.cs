using System.Text;

namespace Flux.Inventory.Import;

/// <summary>Reads RFC 4180: fields in quotes may hold commas, quotes (doubled) and line ends. Empty lines are skipped.</summary>
internal static class CsvFile
{
    public static List<ImportRow> Read(string text)
    {
        var rows = new List<ImportRow>();
        List<string>? head = null;
        foreach (var (line, cells) in Records(text))
        {
            if (cells is [""]) continue;
            if (head is null)
            {
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

    private static IEnumerable<(int Line, List<string> Cells)> Records(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, start) = (1, 1);
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            if (c == '"' && cell.Length == 0)
            {
                at = Quoted(text, at + 1, cell, ref line);
                if (at + 1 < text.Length && text[at + 1] is not (',' or '\r' or '\n'))
                    throw new ImportFileException(line, "holds text after a closing quote; double the quotes inside a quoted cell.");
            }
            else if (c is ',' or '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                yield return (start, cells);
                cells = [];
                start = ++line;
            }
            else if (c != '\r' || at + 1 >= text.Length || text[at + 1] != '\n')
            {
                cell.Append(c);
            }
        }
    }

    // Answers where the closing quote is.
    private static int Quoted(string text, int at, StringBuilder cell, ref int line)
    {
        var opened = line;
        for (; at < text.Length; at++)
        {
            if (text[at] == '"' && (at + 1 == text.Length || text[at + 1] != '"')) return at;
            if (text[at] == '"') at++;
            if (text[at] == '\n') line++;
            cell.Append(text[at]);
        }

        throw new ImportFileException(opened, "opens a quote that is never closed.");
    }
}
