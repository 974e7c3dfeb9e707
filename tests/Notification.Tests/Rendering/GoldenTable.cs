using System.Text.Json;

namespace Flux.Notification.Tests.Rendering;

/// <summary>The table of templates, the data they are rendered against, and the stored templates that they may name; files in Golden.</summary>
internal static class GoldenTable
{
    public static IReadOnlyList<string> Templates { get; } =
        [.. File.ReadLines(PathOf("templates.txt")).Where(line => line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal)).Select(Unescape)];

    public static string Context { get; } = File.ReadAllText(PathOf("context.json"));

    public static IReadOnlyDictionary<string, string> Stored { get; } = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(PathOf("stored.json")))!;

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Rendering", "Golden", file);

    // "\n" is a line break and "\\" a backslash, so that a template is one line of the table.
    private static string Unescape(string line) =>
        line.Replace("\\\\", "\0", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal).Replace('\0', '\\');
}
