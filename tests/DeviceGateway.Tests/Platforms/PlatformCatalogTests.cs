using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.Lab;

namespace Flux.DeviceGateway.Tests.Platforms;

public sealed class PlatformCatalogTests
{
    [Fact]
    public void Load_BuiltIn_HasEveryPromisedPlatform() => Assert.Equal(
        ["auto", "cisco_ios", "eos", "frr", "generic", "huawei_vrp", "iosxr", "junos", "linux", "mikrotik", "nxos", "vyos"], PlatformCatalog.Load().Names);

    [Fact]
    public void Indexer_UnknownName_NamesTheKnownOnes()
    {
        var error = Assert.Throws<DeviceException>(() => PlatformCatalog.Load()["windows"]);

        Assert.Equal(DeviceReason.UnknownPlatform, error.Reason);
        Assert.Contains("auto, cisco_ios, eos, frr", error.Message);
    }

    [Theory]
    [InlineData("cisco_ios", "core-sw1.site#", "core-sw1.site")]
    [InlineData("cisco_ios", "core-sw1(config-if)#", "core-sw1")]
    [InlineData("cisco_ios", "SW>", "SW")]
    [InlineData("nxos", "n9k(config-vlan)# ", "n9k")]
    [InlineData("iosxr", "RP/0/RP0/CPU0:xr1(config)#", "RP/0/RP0/CPU0:xr1")]
    [InlineData("eos", "leaf1(config-s-abc)(config)#", "leaf1")]
    [InlineData("junos", "admin@mx1> ", "admin@mx1")]
    [InlineData("junos", "admin@mx1# ", "admin@mx1")]
    [InlineData("mikrotik", "[admin@Mik Ro] > ", null)]
    [InlineData("mikrotik", "[admin@MikroTik] > ", "admin@MikroTik")]
    [InlineData("mikrotik", "[admin@MikroTik] /ip address> ", "admin@MikroTik")]
    [InlineData("vyos", "vyos@edge:~$ ", "vyos@edge")]
    [InlineData("vyos", "vyos@edge# ", "vyos@edge")]
    [InlineData("huawei_vrp", "<HUAWEI>", "HUAWEI")]
    [InlineData("huawei_vrp", "[~HUAWEI-GigabitEthernet0/0/1]", "HUAWEI-GigabitEthernet0/0/1")]
    [InlineData("linux", "joe@host:~/dir$ ", "")]
    [InlineData("frr", "r1(config-router)# ", "r1")]
    [InlineData("generic", "MYBOX:admin>", "MYBOX:admin")]
    [InlineData("cisco_ios", "Interface    Status", null)]
    [InlineData("cisco_ios", "two words#", null)]
    [InlineData("frr", "% Unknown command: #", null)]
    public void Prompt_OfEachPlatform_GivesTheHost(string platform, string line, string? host)
    {
        var match = PlatformCatalog.Load()[platform].Prompt.Match(line);

        Assert.Equal(host, match.Success ? match.Groups["host"].Value : null);
    }

    [Fact]
    public void Load_UserFile_AddsReplacesAndExtends()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["mine.yaml"], """
            platforms:
              my_switch:
                extends: cisco_ios
                prompt: '^(?<host>\w+)!$'
              frr:
                prompt: '^x$'
            """);

        var catalog = PlatformCatalog.Load(directory["mine.yaml"]);

        Assert.Matches(catalog["my_switch"].Prompt, "sw1!");
        Assert.Equal(["terminal length 0", "terminal width 511"], catalog["my_switch"].Setup);
        Assert.Empty(catalog["frr"].Setup);
    }

    [Theory]
    [InlineData("platforms:\n  x:\n    promt: a", "line 3, column 5: unknown key 'promt'")]
    [InlineData("platforms:\n  x:\n    prompt: '('", "platforms.x.prompt: ")]
    [InlineData("platforms:\n  x:\n    title: t", "platforms.x.prompt is missing")]
    [InlineData("platforms:\n  x:\n    extends: y\n    prompt: a", "platforms.x.extends: 'y' is no platform")]
    [InlineData("platforms:\n  x:\n    extends: y\n    prompt: a\n  y:\n    extends: x\n    prompt: a", "is a circle")]
    [InlineData("platforms:\n  x:\n    prompt: a\n    login: [{ question: q }]", "platforms.x.login: each answer needs exactly one of")]
    [InlineData("platforms: [", "line ")]
    public void Load_WrongFile_SaysWhatAndWhere(string text, string fault)
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["mine.yaml"], text);

        var error = Assert.Throws<PlatformFileException>(() => PlatformCatalog.Load(directory["mine.yaml"]));

        Assert.Contains(fault, error.Message);
    }
}
