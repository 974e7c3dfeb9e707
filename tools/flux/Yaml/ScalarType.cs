namespace Flux.Cli.Yaml;

/// <summary>The types of YAML 1.2's core schema.</summary>
internal enum ScalarType
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,
}
