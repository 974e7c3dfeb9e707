namespace Flux.Cli.Yaml;

/// <summary>A mistake in a declared file.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Position">Where to look.</param>
/// <param name="Path">The field, "elements[2].groups[0]"; empty when it is no field's fault.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
internal sealed record SourceError(string File, SourcePosition Position, string Path, string Message)
{
    /// <summary>"FILE:LINE:COLUMN: path: message", the form that editors turn into links.</summary>
    public override string ToString() => Path.Length == 0 ? $"{File}:{Position}: {Message}" : $"{File}:{Position}: {Path}: {Message}";
}
