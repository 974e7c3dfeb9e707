using Flux.Cli.Yaml;

namespace Flux.Cli.Tests.Yaml;

/// <summary>YAML 1.2.2, section 10.3.2, and the rule that digits survive.</summary>
public sealed class CoreSchemaTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1.0")]
    [InlineData("\"1\"", "\"1\"")]
    [InlineData("!!str 1", "\"1\"")]
    [InlineData("+7", "7")]
    [InlineData("007", "7")]
    [InlineData("-0", "0")]
    [InlineData("0o17", "15")]
    [InlineData("0xFf", "255")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5.0")]
    [InlineData("-.5e+3", "-0.5e+3")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.10", "1.10")]
    [InlineData("true", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("off", "\"off\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData("2024-01-01", "\"2024-01-01\"")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("[1, 1.0, {a: ~}]", "[1,1.0,{\"a\":null}]")]
    [InlineData("|\n  two\n  lines", "\"two\\nlines\\n\"")]
    public void Value_OfTheCoreSchema_KeepsItsTypeAndDigits(string yaml, string json)
    {
        var errors = new SourceErrors("f.yaml");
        var map = YamlReader.Read("v: " + yaml + "\n", new Substitution(new Dictionary<string, string>(), _ => null), errors);
        Assert.Equal(json, JsonText.Of(map!["v"]!, "v", errors));
        Assert.Empty(errors.All);
    }

    [Theory]
    [InlineData(".inf")]
    [InlineData("-.INF")]
    [InlineData(".nan")]
    public void Value_ThatJsonCannotHold_IsAnError(string yaml)
    {
        var errors = new SourceErrors("f.yaml");
        var map = YamlReader.Read("v: " + yaml, new Substitution(new Dictionary<string, string>(), _ => null), errors);
        JsonText.Of(map!["v"]!, "v", errors);
        Assert.StartsWith("f.yaml:1:4: v: " + yaml, Assert.Single(errors.All).ToString());
    }
}
