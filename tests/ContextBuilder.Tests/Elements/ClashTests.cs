using static Flux.ContextBuilder.Tests.Elements.Sources;

namespace Flux.ContextBuilder.Tests.Elements;

/// <summary>Semantics 1.4: a leaf and a subtree under one name.</summary>
public sealed class ClashTests
{
    [Theory]
    [InlineData("a=1;a.b=2", """{"a":{"_value":1,"b":2}}""", 1)]
    [InlineData("a.b=2;a=1", """{"a":{"_value":1,"b":2}}""", 1)]
    [InlineData("a=1;a.b=2;a.c=3", """{"a":{"_value":1,"b":2,"c":3}}""", 1)]
    [InlineData("a=1;a.b=2;a.b.c=3", """{"a":{"_value":1,"b":{"_value":2,"c":3}}}""", 2)]
    [InlineData("a={\"b\":1};a.b=2", """{"a":{"_value":{"b":1},"b":2}}""", 1)]
    [InlineData("a=1;a._value=2", """{"a":{"_value":2}}""", 2)]
    [InlineData("a=1;a.b=2;a._value=3", """{"a":{"_value":3,"b":2}}""", 2)]
    [InlineData("a=1;a._value.x=2", """{"a":{"_value":{"x":2}}}""", 2)]
    [InlineData("a._value=1;a.b=2", """{"a":{"_value":1,"b":2}}""", 0)]
    [InlineData("a=1;ab.c=2;a-b=3", """{"a":1,"a-b":3,"ab":{"c":2}}""", 0)]
    public void Build_ClashInOneLayer_SubtreeWinsAndKeepsTheScalar(string values, string expected, int warnings)
    {
        var list = values.Split(';');
        foreach (var context in new[] { Build([Group(1, 0, list)]), Build([], list), Build([], [.. list.Reverse()]) })
        {
            Assert.Equal(expected, Own(context));
            Assert.Equal(warnings, context.Warnings.Count);
        }
    }

    [Theory]
    [InlineData("a=1", "a.b=2", """{"a":{"b":2}}""", 1)]
    [InlineData("a.b=1;a.c=2", "a=3", """{"a":3}""", 1)]
    [InlineData("a={\"x\":1}", "a={\"y\":2}", """{"a":{"y":2}}""", 0)]
    [InlineData("a.b=1;a.c=2", "a.b.d=3", """{"a":{"b":{"d":3},"c":2}}""", 1)]
    [InlineData("a=1;a.b=2", "a=3;a.c=4", """{"a":{"_value":3,"b":2,"c":4}}""", 2)]
    public void Build_ClashOfLayers_HigherWinsWhole(string lower, string higher, string expected, int warnings)
    {
        var groups = Build([Group(1, 0, lower.Split(';')), Group(2, 1, higher.Split(';'))]);
        var settings = Build([Group(1, 0, lower.Split(';'))], higher.Split(';'));
        Assert.Equal((expected, expected), (Own(groups), Own(settings)));
        Assert.Equal((warnings, warnings), (groups.Warnings.Count, settings.Warnings.Count));
    }

    [Fact]
    public void Build_ClashOfLayers_WarningNamesBoth()
    {
        var warning = Assert.Single(Build([Group(7, 0, "a.b=1")], "a=2").Warnings);
        Assert.Contains("group 'g7'", warning, StringComparison.Ordinal);
        Assert.Contains("settings", warning, StringComparison.Ordinal);
    }
}
