using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Settings;

namespace Flux.Inventory.Tests.Settings;

public sealed class ProfileSchemaTests
{
    private static readonly ProfileSchema Schema = new(new Profile
    {
        ParameterGroups =
        {
            new ParameterGroup { Name = "a", Parameters = { new Parameter { VariableName = "bare", Name = "bare" } } },
            new ParameterGroup { Name = "b", VariableRoot = "sys.os", Parameters = { new Parameter { VariableName = "name.short", Name = "short" } } },
            new ParameterGroup { Name = "c", VariableRoot = "net", Instanced = true, Parameters = { new Parameter { VariableName = "mtu", Name = "mtu" }, new Parameter { VariableName = "ip.v4", Name = "v4" } } },
            new ParameterGroup { Name = "d", Instanced = true, Parameters = { new Parameter { VariableName = "state", Name = "state" } } },
        },
    });

    [Theory]
    [InlineData("bare", "bare")]
    [InlineData("sys.os.name.short", "short")]
    [InlineData("net.0.mtu", "mtu")]
    [InlineData("net.eth0/1.ip.v4", "v4")]
    [InlineData("vlan7.state", "state")]
    [InlineData("net.mtu", null)]
    [InlineData("net..mtu", null)]
    [InlineData("net.0.1.mtu", null)]
    [InlineData("net.0.", null)]
    [InlineData("a.b.state", null)]
    [InlineData("state", null)]
    [InlineData("Bare", null)]
    [InlineData("", null)]
    public void Find_Key_FollowsTheGrammar(string key, string? parameter) => Assert.Equal(parameter, Schema.Find(key)?.Name);

    [Fact]
    public void Expand_StoredInstance_HasAllItsParameters() => Assert.Equal(
        ["bare", "net.0.ip.v4", "net.0.mtu", "sys.os.name.short", "x.state"],
        Schema.Expand(["net.0.mtu", "x.state", "junk"]).Select(entry => entry.Key).Order(StringComparer.Ordinal));
}
