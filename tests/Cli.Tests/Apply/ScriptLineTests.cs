using Flux.Cli.Apply;
using Flux.Cli.Yaml;

namespace Flux.Cli.Tests.Apply;

public sealed class ScriptLineTests
{
    [Theory]
    [InlineData("tasks:\n  - short_name: t\n    management_script: |\n      a = 1\n      b = = 2\n", "line 2: SyntaxError: invalid syntax", 5)]
    [InlineData("tasks:\n  - short_name: t\n    management_script: a = = 1\n", "line 1: SyntaxError: invalid syntax", 3)]
    [InlineData("tasks:\n  - short_name: t\n    management_script: |\n      a = 1\n", "has 2000000 characters; the limit is in line 3", 3)]
    public void In_DescriptionOfAScript_IsTheLineOfTheFile(string yaml, string description, int line)
    {
        var errors = new SourceErrors("f.yaml");
        var bundle = BundleReader.Read(yaml, new Substitution(new Dictionary<string, string>(), _ => null), errors);
        Assert.Empty(errors.All);
        Assert.Equal(line, ScriptLine.In(description, bundle.Places.Find("tasks[0].management_script")!).Line);
    }
}
