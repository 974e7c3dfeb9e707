using Flux.Notification.Catalog;

namespace Flux.Notification.Tests.Catalog;

public sealed class TemplateReferencesTests
{
    [Theory]
    [InlineData("no tags", "")]
    [InlineData("{% extends \"base\" %}x", "base")]
    [InlineData("{%extends 'base'%}", "base")]
    [InlineData("{% extends 'base' %}{% include \"a b\" %}{% include 'c' with x=1 %}", "base|a b|c")]
    [InlineData("{% include name %}", null)]
    [InlineData("{% include \"a\"|add:b %}", null)]
    [InlineData("{% includes %}{{ include }}", "")]
    public void Find_Source_GivesNamesOrNullWhenComputed(string source, string? expected) =>
        Assert.Equal(expected, TemplateReferences.Find(source) is { } names ? string.Join('|', names) : null);
}
