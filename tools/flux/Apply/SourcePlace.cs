using Flux.Cli.Yaml;

namespace Flux.Cli.Apply;

/// <summary>Where a field of a request came from.</summary>
/// <param name="Path">As the file shows it: "tasks[0].management_script".</param>
/// <param name="Position">Of the value.</param>
/// <param name="FirstLine">The line of the value's first text, which for a block ("|") is the one after its position.</param>
internal sealed record SourcePlace(string Path, SourcePosition Position, int FirstLine)
{
    /// <summary>The place of a field that nothing in the file filled.</summary>
    public static SourcePlace Nowhere(string field) => new(field, new SourcePosition(1, 1), 1);
}
