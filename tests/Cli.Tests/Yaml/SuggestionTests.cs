using Flux.Cli.Yaml;

namespace Flux.Cli.Tests.Yaml;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("elments", "elements")]
    [InlineData("Elements", "elements")]
    [InlineData("gruops", "groups")]
    [InlineData("flow", "flows")]
    [InlineData("managment_address", "management_address")]
    public void For_Slip_OffersTheName(string given, string meant) =>
        Assert.Equal($" (did you mean '{meant}'?)", Suggestion.For(given, ["groups", "elements", "flows", "management_address", "management_gateway"]));

    [Theory]
    [InlineData("devices")]
    [InlineData("x")]
    [InlineData("")]
    public void For_SomethingElse_OffersNothing(string given) => Assert.Equal("", Suggestion.For(given, ["groups", "elements"]));

    [Fact]
    public void For_NoNames_OffersNothing() => Assert.Equal("", Suggestion.For("a", []));
}
