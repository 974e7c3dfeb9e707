namespace Flux.Inventory.Import;

/// <summary>A value of a YAML file: a text, a list or a map.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Text">Of a scalar, else null.</param>
/// <param name="Plain">The scalar has no quotes, so it may be a number, a flag or nothing.</param>
internal sealed record YamlValue(int Line, string? Text, bool Plain)
{
    public List<YamlValue>? List { get; init; }

    public List<KeyValuePair<string, YamlValue>>? Map { get; init; }
}
