using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Flux.Cli.Output;

/// <summary>The two streams of the tool: results on standard output, everything else on standard error.</summary>
internal static class Terminal
{
    // Without a terminal nothing says how wide a line may be; wrapped cells would only get in a reader's way.
    private const int WideEnough = 200;

    private static readonly Lock _gate = new();

    /// <summary>Standard output.</summary>
    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>How the tool writes JSON documents.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A person looks at standard output, and it can be redrawn.</summary>
    public static bool Interactive => !Console.IsOutputRedirected && Out.Profile.Capabilities.Ansi;

    private static IAnsiConsole Notes { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>"flux: message", red.</summary>
    public static void Error(string message) => ErrorLine("flux: " + message, "31");

    /// <summary>"flux: message", grey.</summary>
    public static void Note(string message) => ErrorLine("flux: " + message, "90");

    /// <summary>A line on standard error, never wrapped.</summary>
    public static void ErrorLine(string text, string? colour = null)
    {
        lock (_gate)
            Console.Error.WriteLine(colour is null || !Notes.Profile.Capabilities.Ansi ? text : $"\e[{colour}m{text}\e[0m");
    }

    /// <summary>A line of plain text on standard output: never wrapped, never read as markup or as orders to the terminal.</summary>
    /// <param name="text">The line.</param>
    /// <param name="prefix">Goes before it as it is, with colours for example.</param>
    public static void Line(string text = "", string prefix = "")
    {
        lock (_gate)
            Console.Out.WriteLine(prefix + SafeText.Of(text));
    }

    /// <summary>A table, a tree, a rule.</summary>
    public static void Write(IRenderable what)
    {
        lock (_gate)
            Out.Write(what);
    }

    /// <summary>An empty table in the tool's style.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = Interactive ? TableBorder.Rounded : TableBorder.Ascii };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        return table;
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        if (!redirected)
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        // Spectre goes by TERM alone and would colour files.
        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = WideEnough;
        return plain;
    }
}
