using static Flux.ContextBuilder.Tests.Elements.Sources;

namespace Flux.ContextBuilder.Tests.Elements;

/// <summary>Semantics 1.1 to 1.5.</summary>
public sealed class PrecedenceTests
{
    [Fact]
    public void Build_Nothing_HasReservedKeysOnly() =>
        Assert.Equal("""{"element":{"id":1},"epoch":1710000000}""", Build([]).Json);

    [Fact]
    public void Build_DottedNames_Nest() => Assert.Equal(
        """{"if":{"description":"up"},"net":{"0":{"hostname":"r1","mtu":1500},"1":{"hostname":"r2"}}}""",
        Own(Build([Group(1, 0, "if.description=\"up\"")], "net.0.hostname=\"r1\"", "net.1.hostname=\"r2\"", "net.0.mtu=1500")));

    [Theory]
    [InlineData(0, 1, "2")]
    [InlineData(1, 0, "1")]
    [InlineData(0, 0, "2")]
    [InlineData(-5, -6, "1")]
    public void Build_TwoGroups_HeavierWinsAndTiesGoToTheHigherId(int first, int second, string winner)
    {
        var (one, two) = (Group(1, first, "a=1"), Group(2, second, "a=2"));
        Assert.Equal($$"""{"a":{{winner}}}""", Own(Build([one, two])));
        Assert.Equal($$"""{"a":{{winner}}}""", Own(Build([two, one])));
    }

    [Fact]
    public void Build_SettingsOverGroups_LeafByLeaf() => Assert.Equal(
        """{"net":{"dns":"g","mtu":9000}}""", Own(Build([Group(1, 99, "net.mtu=1500", "net.dns=\"g\"")], "net.mtu=9000")));

    [Theory]
    [InlineData("element=1", "element")]
    [InlineData("element.name=\"x\"", "element.name")]
    [InlineData("epoch=0", "epoch")]
    public void Build_ReservedKey_IsLeftOutWithWarning(string value, string name)
    {
        foreach (var context in new[] { Build([Group(1, 0, value)]), Build([], value) })
        {
            Assert.Equal("{}", Own(context));
            Assert.Contains($"'{name}'", Assert.Single(context.Warnings), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("9007199254740993")]
    [InlineData("-0.0")]
    [InlineData("1e-7")]
    [InlineData("123456789012345678901234567890.123456789")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"\\u0000 ü 🔑 \\\\\"")]
    [InlineData("""{"":1,"a.b":[1.0,{"$c":null}],"__proto__":2}""")]
    public void Build_Value_KeepsItsText(string json)
    {
        Assert.Equal($$"""{"v":{{json}}}""", Own(Build([Group(1, 0, $"v={json}")])));
        Assert.Equal($$"""{"v":{{json}}}""", Own(Build([], $"v={json}")));
    }

    [Fact]
    public void Build_Secrets_AreListedAsPointers()
    {
        var sources = Element([1], "!snmp.com/munity=\"s\"", "!a~b=1", "plain=1");
        sources.SecretPointers.Add("/password");
        var groups = new[] { Group(1, 0, "!api.token=\"t\"", "!snmp.version=\"x\"", "!plain=2") };
        var context = new Flux.ContextBuilder.Elements.ElementContextBuilder(groups, Now).Build(sources);
        Assert.Equal(["/api/token", "/a~0b", "/snmp/com~1munity", "/snmp/version", "/element/password"], context.SecretPointers);
    }

    [Fact]
    public void Build_ManyElementsWithOneBuilder_DoNotMix()
    {
        var builder = new Flux.ContextBuilder.Elements.ElementContextBuilder([Group(1, 0, "a.x=1"), Group(2, 1, "a.y=2")], Now);
        Assert.Equal("""{"a":{"x":1,"y":2,"z":3}}""", Own(builder.Build(Element([1, 2], "a.z=3"))));
        Assert.Equal("""{"a":{"x":9,"y":2}}""", Own(builder.Build(Element([2, 1], "a.x=9"))));
        Assert.Equal("""{"a":{"x":1,"y":2}}""", Own(builder.Build(Element([1, 2]))));
        Assert.Equal("""{"a":{"x":1}}""", Own(builder.Build(Element([1]))));
    }

    [Fact]
    public void Build_TooLarge_IsRefused()
    {
        var error = Assert.Throws<Flux.Hosting.FluxException>(() => Build([], $"a=\"{new string('x', 5_000_000)}\""));
        Assert.Equal(global::Grpc.Core.StatusCode.ResourceExhausted, error.Code);
    }
}
