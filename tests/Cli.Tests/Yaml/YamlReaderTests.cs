using Flux.Cli.Yaml;

namespace Flux.Cli.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("", "f.yaml:1:1: the file is empty")]
    [InlineData("# only a comment\n", "f.yaml:1:1: the file is empty")]
    [InlineData("- a\n", "f.yaml:1:1: the file must be a mapping with top-level lists, not a list")]
    [InlineData("a: [1, 2\nb: 3\n", "f.yaml:1:6: this is no valid YAML")]
    [InlineData("a:\n\tb: 1\n", "f.yaml:2:1: this is no valid YAML: the line is indented with a tab")]
    [InlineData("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n", "f.yaml:5:3: b: the key 'c' stands here twice, first in line 3")]
    [InlineData("a: 1\n---\nb: 1\n", "f.yaml:2:1: a file holds one document")]
    [InlineData("a: *b\n", "f.yaml:1:4: this is no valid YAML: no anchor &b")]
    [InlineData("a: !vault x\n", "f.yaml:1:4: a: the tag !vault is not supported")]
    [InlineData("? [a]\n: 1\n", "f.yaml:1:3: this is no valid YAML: a key must be text")]
    public void Read_BadDocument_NamesThePlace(string text, string error)
    {
        var errors = new SourceErrors("f.yaml");
        YamlReader.Read(text, Plain, errors);
        Assert.StartsWith(error, Assert.Single(errors.All).ToString());
    }

    [Fact]
    public void Read_NestingWithoutEnd_IsAnError()
    {
        var errors = new SourceErrors("f.yaml");
        Assert.Null(YamlReader.Read("a: " + new string('[', 5000), Plain, errors));
        Assert.Contains("64 levels", Assert.Single(errors.All).Message);
    }

    [Fact]
    public void Read_AliasAndMergeKey_AreFollowed()
    {
        var errors = new SourceErrors("f.yaml");
        var map = YamlReader.Read("base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3}\nsame: *b\n", Plain, errors)!;
        Assert.Equal("{\"y\":3,\"x\":1}", JsonText.Of(map["use"]!, "use", errors));
        Assert.Equal("{\"x\":1,\"y\":2}", JsonText.Of(map["same"]!, "same", errors));
        Assert.Empty(errors.All);
    }

    private static Substitution Plain { get; } = new(new Dictionary<string, string>(), _ => null);
}
