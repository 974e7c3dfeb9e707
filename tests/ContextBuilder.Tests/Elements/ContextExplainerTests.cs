using Flux.ContextBuilder.Elements;
using static Flux.ContextBuilder.Tests.Elements.Sources;

namespace Flux.ContextBuilder.Tests.Elements;

public sealed class ContextExplainerTests
{
    [Fact]
    public void Explain_Layers_NamesWinnersAndLosers()
    {
        var explained = ContextExplainer.Explain(Build(
            [Group(1, 0, "ntp=\"a\"", "dns.first=1", "!token=\"t1\""), Group(2, 5, "ntp=\"b\"", "dns=7", "only=2"), Group(3, 9, "!token=\"t2\"")], "ntp=\"c\"", "dns.second=3"));
        Assert.Equal(
            [
                "/dns/second=3 settings", "/ntp=\"c\" settings", "/only=2 group 'g2'", "/token=\"********\" group 'g3'",
                "/element={\"id\":1} element", "/epoch=1710000000 clock",
            ],
            explained.Values.Select(value => $"{value.Pointer}={value.ValueJson} {value.Source}"));
        Assert.Equal(
            [
                "/dns=7 group 'g2' < /dns settings", "/dns/first=1 group 'g1' < /dns settings",
                "/ntp=\"b\" group 'g2' < /ntp settings", "/ntp=\"a\" group 'g1' < /ntp settings", "/token=\"********\" group 'g1' < /token group 'g3'",
            ],
            explained.Hidden.Select(value => $"{value.Pointer}={value.ValueJson} {value.Source} < {value.WinnerPointer} {value.WinnerSource}"));
        Assert.Equal(2, explained.Warnings.Count);
    }

    [Fact]
    public void Explain_SubtreesThatMergeAfterAClash_KeepWhatTheyHid()
    {
        var explained = ContextExplainer.Explain(Build([Group(1, 0, "a=1"), Group(2, 1, "a.b=2"), Group(3, 2, "a.c=3")]));
        Assert.Equal("/a=1", string.Join(',', explained.Hidden.Select(value => $"{value.Pointer}={value.ValueJson}")));
    }
}
