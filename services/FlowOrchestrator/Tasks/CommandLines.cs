namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Reads commands from a rendered model.</summary>
internal static class CommandLines
{
    /// <summary>One command a line, without line ends; lines with nothing but space are left out.</summary>
    public static List<string> Of(string? text) =>
        [.. (text ?? "").Split('\n').Select(line => line.TrimEnd('\r', ' ', '\t')).Where(line => line.Length > 0)];

    /// <summary>The outputs of several commands as one text.</summary>
    public static string Join(IEnumerable<string> outputs)
    {
        // One command's output stays byte for byte; between two there is at least a line end.
        var text = new System.Text.StringBuilder();
        foreach (var output in outputs)
        {
            if (text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            text.Append(output);
        }
        return text.ToString();
    }
}
