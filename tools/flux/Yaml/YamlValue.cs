namespace Flux.Cli.Yaml;

/// <summary>A value of a declared file and where it stands.</summary>
internal abstract record YamlValue(SourcePosition Position)
{
    /// <summary>What it is, for error messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar after substitution.</summary>
/// <param name="Position">Of its first character.</param>
/// <param name="Text">Its characters.</param>
/// <param name="Type">What YAML 1.2's core schema makes of it; text when it was quoted.</param>
/// <param name="IsBlock">It was written as a block ("|" or ">"), so its text begins in the line after its position.</param>
internal sealed record YamlScalar(SourcePosition Position, string Text, ScalarType Type, bool IsBlock = false) : YamlValue(Position)
{
    public override string Kind => Type switch
    {
        ScalarType.Null => "nothing",
        ScalarType.Boolean => $"the boolean {Text}",
        ScalarType.Integer or ScalarType.Float => $"the number {Text}",
        _ => "text",
    };
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(SourcePosition Position, IReadOnlyList<YamlValue> Items) : YamlValue(Position)
{
    public override string Kind => "a list";
}

/// <summary>A mapping; its keys are unique.</summary>
internal sealed record YamlMap(SourcePosition Position, IReadOnlyList<YamlEntry> Entries) : YamlValue(Position)
{
    public override string Kind => "a mapping";

    /// <summary>The value of a key, or null.</summary>
    public YamlValue? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}

/// <summary>A key and its value.</summary>
internal sealed record YamlEntry(SourcePosition Position, string Key, YamlValue Value);
