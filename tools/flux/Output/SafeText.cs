namespace Flux.Cli.Output;

/// <summary>
/// Text of scripts and devices on a terminal. Raw, an escape sequence in a log message could clear the screen or write to the clipboard, and a
/// line feed could add a line that looks like another element's.
/// </summary>
internal static class SafeText
{
    private const string Continued = "\n    | ";
    private const int Space = 0x20, Delete = 0x7F, LastControl = 0x9F, ControlPictures = 0x2400, DeletePicture = 0x2421, Unknown = 0xFFFD;

    /// <summary>The text with a visible sign for each control character but tabs and line feeds.</summary>
    public static string Of(string text) => text.Any(IsUnsafe) ? string.Concat(text.ReplaceLineEndings("\n").Select(Visible)) : text;

    /// <summary>The same, and further lines can be told from lines of ours.</summary>
    public static string Indented(string text) => Of(text).TrimEnd('\n').Replace("\n", Continued, StringComparison.Ordinal);

    private static bool IsUnsafe(char c) => c is < (char)Space and not ('\n' or '\t') or (>= (char)Delete and <= (char)LastControl);

    private static char Visible(char c) => !IsUnsafe(c) ? c : c switch
    {
        < (char)Space => (char)(ControlPictures + c),
        (char)Delete => (char)DeletePicture,
        _ => (char)Unknown,
    };
}
