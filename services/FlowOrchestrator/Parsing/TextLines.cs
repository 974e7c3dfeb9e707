namespace Flux.FlowOrchestrator.Parsing;

/// <summary>Lines of an answer as devices send them.</summary>
internal static class TextLines
{
    /// <summary>The lines without their ends; a trailing carriage return and spaces at the end go as well.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            yield return text[start..end].TrimEnd();
            start = end + 1;
        }
    }

    /// <summary>Columns before the first character that is no blank; a tab counts as one.</summary>
    public static int Indent(string line) => line.Length - line.TrimStart().Length;
}
