namespace Flux.Cli.Yaml;

/// <summary>A place in a file; both numbers count from 1.</summary>
internal readonly record struct SourcePosition(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}
