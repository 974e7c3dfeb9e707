using Flux.Cli.Yaml;

namespace Flux.Cli.Tests.Yaml;

public sealed class SubstitutionTests
{
    private static readonly Dictionary<string, string> _set = new() { ["A"] = "from-set", ["EMPTY"] = "", ["LOOP"] = "${A}" };

    [Theory]
    [InlineData("${A}", "from-set")]
    [InlineData("x${A}y${B}", "xfrom-sety" + "from-env")]
    [InlineData("${C:-plan b}", "plan b")]
    [InlineData("${EMPTY:-plan b}", "plan b")]
    [InlineData("${EMPTY}", "")]
    [InlineData("${C:-}", "")]
    [InlineData("$${A}", "${A}")]
    [InlineData("${LOOP}", "${A}")]
    [InlineData("$A $5 {A} $", "$A $5 {A} $")]
    [InlineData("${1} ${a-b}", "${1} ${a-b}")]
    public void Fill_Text_ReplacesNamesOnce(string text, string filled) =>
        Assert.Equal(filled, Substitution().Fill(text, name => Assert.Fail(name)));

    [Fact]
    public void Fill_NameWithoutValue_IsReportedWithItsPlaceAndRemedy()
    {
        var errors = new SourceErrors("f.yaml");
        YamlReader.Read("a: ok\nb:\n  - \"${NOWHERE}\"\n  - ${NEITHER}\n", Substitution(), errors);
        Assert.Equal(["f.yaml:3:5: b[0]: ${NOWHERE} has no value", "f.yaml:4:5: b[1]: ${NEITHER} has no value"], errors.All.Select(error => error.ToString().Split(':', 5) is var parts ? string.Join(':', parts[..4]) + ":" + parts[4].Split(':')[0] : ""));
        Assert.Contains("--set NOWHERE=VALUE", errors.All[0].Message);
    }

    [Fact]
    public void Fill_ValueWithYamlSyntax_StaysOneScalar()
    {
        var errors = new SourceErrors("f.yaml");
        var map = YamlReader.Read("v: ${V}", new Substitution(new Dictionary<string, string> { ["V"] = "a: [b\n#c" }, _ => null), errors);
        Assert.Equal("a: [b\n#c", Assert.IsType<YamlScalar>(map!["v"]).Text);
    }

    private static Substitution Substitution() => new(_set, name => name == "B" ? "from-env" : null);
}
