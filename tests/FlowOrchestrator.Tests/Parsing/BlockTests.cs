using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Parsing;

namespace Flux.FlowOrchestrator.Tests.Parsing;

/// <summary>Block models: detection with built-in rules, and rules of their own.</summary>
public sealed class BlockTests
{
    [Theory]
    [InlineData("ios-running.txt", "/hostname", "\"core-sw1\"")]
    [InlineData("ios-running.txt", "/version", "\"15.2\"")]
    [InlineData("ios-running.txt", "/vlan", """{"10":{"name":"users"},"20":{"name":"voice"}}""")]
    [InlineData("ios-running.txt", "/interface/GigabitEthernet0~12", """{"shutdown":true}""")]
    [InlineData("ios-running.txt", "/interface/GigabitEthernet0~11/ip", """["address 10.0.0.1 255.255.255.0","address 10.0.1.1 255.255.255.0 secondary"]""")]
    [InlineData("ios-running.txt", "/router/bgp 65000/address-family/ipv4", """{"network":"192.0.2.0","neighbor":"10.0.0.2 activate"}""")]
    [InlineData("ios-running.txt", "/ip", """["route 0.0.0.0 0.0.0.0 10.0.0.254","route 198.51.100.0 255.255.255.0 10.0.0.253"]""")]
    [InlineData("ios-running.txt", "/line/vty 0 4/login", "\"local\"")]
    [InlineData("ios-brief.txt", "/rows/1", """{"interface":"GigabitEthernet0/2","ip_address":"unassigned","ok":"YES","method":"unset","status":"administratively down","protocol":"down"}""")]
    [InlineData("ios-brief.txt", "/rows/2/ip_address", "\"192.0.2.1\"")]
    [InlineData("frr-brief.txt", "/rows/0", """{"interface":"lo","status":"up","vrf":"default","addresses":""}""")]
    [InlineData("frr-brief.txt", "/rows/1/addresses", """ "10.1.0.1/24\n+ fe80::42:acff:fe11:2/64" """)]
    [InlineData("ios-interfaces.txt", "/interfaces/GigabitEthernet0~11", """{"status":"up","protocol":"up","mac":"0011.2233.4455","description":"uplink to core","address":["10.0.0.1/24"],"mtu":9000,"bandwidth_kbit":1000000,"duplex":"Full","speed":"1000Mb/s","input_packets":1234567,"input_errors":17,"output_packets":7654321,"output_errors":3}""")]
    [InlineData("ios-interfaces.txt", "/interfaces/GigabitEthernet0~12/status", "\"administratively down\"")]
    [InlineData("frr-interface.txt", "/interfaces/r1-eth0", """{"status":"up","protocol":"up","vrf":"default","description":"to the other one","mtu":1500,"mac":"02:42:ac:11:00:02","address":["10.1.0.1/24","fe80::42:acff:fe11:2/64"]}""")]
    [InlineData("junos-version.txt", "/hostname", "\"edge-1\"")]
    [InlineData("junos-version.txt", "/junos", "\"21.4R3.15\"")]
    [InlineData("linux-cpu.txt", "/cpu_s", "\"4\"")]
    [InlineData("linux-cpu.txt", "/vendor_id", "\"GenuineIntel\"")]
    [InlineData("ios-mac.txt", "/rows", """[{"vlan":"All","mac_address":"0100.0ccc.cccc","type":"STATIC","ports":"CPU"},{"vlan":"10","mac_address":"0011.2233.4455","type":"DYNAMIC","ports":"Gi0/1"}]""")]
    [InlineData("ios-vlan.txt", "/rows/0", """{"vlan":"1","name":"default","status":"active","ports":"Gi0/2, Gi0/3, Gi0/4\nGi0/5"}""")]
    [InlineData("ios-vlan.txt", "/rows/4", """{"vlan":"10","type":"enet","said":"100010","mtu":"1500","parent":"-","ringno":"-","bridgeno":"-","stp":"-","brdgmode":"-","trans1":"0","trans2":"0"}""")]
    [InlineData("linux-df.txt", "/rows/0", """{"filesystem":"/dev/sda1","1k_blocks":"20511312","used":"9123456","available":"10322352","use":"47%","mounted_on":"/"}""")]
    public void Parse_EmptyModel_DetectsTheKindOfText(string file, string place, string expected)
    {
        var parsed = Parsers.Parse(new Model { ShortName = "m", ModelClass = ModelClass.Block }, OutputFile.Read(file));

        var found = JsonPointer.Find(parsed, place);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), found), $"{Json.Write(found)}\nin {Json.Write(parsed)}");
    }

    [Theory]
    [InlineData("^C", "^C")]
    [InlineData("#", "#")]
    [InlineData("^CWelcome", "^C")]
    public void Parse_Banner_IsOneValueAndNoConfiguration(string begin, string end)
    {
        var text = $"hostname sw1\nbanner motd {begin}\nUnauthorized access: prohibited\n  ! see the policy\n{end}\nline vty 0 4\n login local\n";

        var parsed = Parsers.Parse(new Model { ShortName = "m", ModelClass = ModelClass.Block }, text);

        var expected = new JsonObject
        {
            ["hostname"] = "sw1",
            ["banner"] = $"motd {begin}\nUnauthorized access: prohibited\n  ! see the policy\n{end}",
            ["line"] = new JsonObject { ["vty 0 4"] = new JsonObject { ["login"] = "local" } },
        };
        Assert.True(JsonNode.DeepEquals(expected, parsed), Json.Write(parsed));
    }

    [Fact]
    public void Parse_OwnRules_GiveTypedValuesListsAndKeys()
    {
        const string rules = """
            rules:
              - name: hostname
                match: '^hostname (\S+)'
              - name: bgp
                match: '^router bgp (\d+)'
                type: integer
              - name: interfaces
                start: '^interface (?P<name>\S+)'
                key: name
                fields:
                  description: 'description (.+)'
                  mtu: {match: 'mtu (\d+)', type: integer, default: 1500}
                  shutdown: {match: '^ shutdown$', type: boolean, default: false}
                  addresses: {match: 'ip address (\S+ \S+)', many: true}
              - name: vlans
                start: '^vlan (?P<id>\d+)'
                end: '^!'
                fields: {name: 'name (\S+)'}
            """;
        var parsed = Parsers.Parse(new Model { ShortName = "m", ModelClass = ModelClass.Block, Data = rules }, OutputFile.Read("ios-running.txt"))!;

        Assert.Equal("core-sw1", (string?)parsed["hostname"]);
        Assert.Equal("65000", Json.Write(parsed["bgp"]));
        Assert.Equal("""{"description":"uplink to core","addresses":["10.0.0.1 255.255.255.0","10.0.1.1 255.255.255.0"],"mtu":9000,"shutdown":false}""", Json.Write(parsed["interfaces"]!["GigabitEthernet0/1"]));
        Assert.Equal("""{"shutdown":true,"mtu":1500,"addresses":[]}""", Json.Write(parsed["interfaces"]!["GigabitEthernet0/2"]));
        Assert.Equal("""[{"id":"10","name":"users"},{"id":"20","name":"voice"}]""", Json.Write(parsed["vlans"]));
    }

    [Theory]
    [InlineData("rules: [", "no valid YAML")]
    [InlineData("rule: []", "line 1: there is no key 'rule' here; use kind, rules")]
    [InlineData("kind: cisco", "line 1: there is no kind 'cisco'")]
    [InlineData("rules:\n  - {match: x}", "line 2: a rule needs a name")]
    [InlineData("rules:\n  - name: a\n    match: '('", "line 3: '(' is no regular expression")]
    [InlineData("rules:\n  - name: a", "line 2: rule 'a' looks for nothing")]
    [InlineData("rules:\n  - name: a\n    start: x\n    fields:\n      b: {match: y, type: date}", "line 5: there is no type 'date'")]
    [InlineData("rules:\n  - name: a\n    start: x\n    key: k\n    fields: {b: y}", "line 4: key 'k' is neither a field nor a named group")]
    [InlineData("a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d]", "more than 20000 values")]
    public void Check_WrongRules_NamesTheLine(string rules, string expected) =>
        Assert.Contains(expected, Parsers.Check(new Model { ModelClass = ModelClass.Block, Data = rules }), StringComparison.Ordinal);
}
