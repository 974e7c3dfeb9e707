namespace Flux.Cli.Yaml;

/// <summary>Collects every mistake of one file, so that the user sees all of them at once.</summary>
internal sealed class SourceErrors(string file)
{
    private readonly List<SourceError> _errors = [];

    /// <summary>The file as the user named it.</summary>
    public string File => file;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<SourceError> All => [.. _errors.OrderBy(error => error.Position.Line).ThenBy(error => error.Position.Column)];

    /// <summary>Notes a mistake; the same one twice is one.</summary>
    public void Add(SourcePosition position, string path, string message)
    {
        var error = new SourceError(file, position, path, message);
        if (!_errors.Contains(error))
            _errors.Add(error);
    }
}
