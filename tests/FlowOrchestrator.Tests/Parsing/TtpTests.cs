using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Parsing;

namespace Flux.FlowOrchestrator.Tests.Parsing;

/// <summary>The core of Template Text Parser, on outputs of IOS, FRR and Linux.</summary>
public sealed class TtpTests
{
    [Theory]
    // Outside of groups: variables of the result itself; digits of a template stand for any digits, unless _exact_.
    [InlineData("hostname {{ name }}", """{"name":"core-sw1"}""")]
    [InlineData("Current configuration : {{ size | to_int }} bytes", """{"size":1523}""")]
    [InlineData("version {{ version | re(\"\\d+\\.\\d+\") }}", """{"version":"15.2"}""")]
    [InlineData("vlan 99 {{ _exact_ }}\nhostname {{ name }}", """{"name":"core-sw1"}""")]
    [InlineData("service {{ what | PHRASE }}", """{"what":"timestamps log datetime msec"}""")]
    [InlineData("service {{ ignore }} {{ what | ROW }}", """{"what":"log datetime msec"}""")]
    // Groups: a list from the second item on, or with "*" always; nested; by a key of the text itself.
    [InlineData("<group name=\"vlans\">\nvlan {{ id | to_int }}\n name {{ name }}\n</group>", """{"vlans":[{"id":10,"name":"users"},{"id":20,"name":"voice"}]}""")]
    [InlineData("<group name=\"vlans.{{ id }}\">\nvlan {{ id }}\n name {{ name }}\n</group>", """{"vlans":{"10":{"name":"users"},"20":{"name":"voice"}}}""")]
    [InlineData("<group name=\"bgp\">\nrouter bgp {{ asn | DIGIT }}\n bgp router-id {{ id | IP }}\n<group name=\"peers*\">\n neighbor {{ peer }} remote-as {{ as }}\n neighbor {{ ignore }} description {{ text | ORPHRASE }}\n</group>\n</group>",
        """{"bgp":{"asn":"65000","id":"10.0.0.1","peers":[{"peer":"10.0.0.2","as":"65001","text":"transit"},{"peer":"10.0.0.3","as":"65002"}]}}""")]
    [InlineData("<group name=\"defaults*\">\nip route 0.0.0.0 0.0.0.0 {{ gateway | _start_ | _exact_ }}\n</group>", """{"defaults":[{"gateway":"10.0.0.254"}]}""")]
    // Defaults, set, conditions, joinmatches, unrange.
    [InlineData("<group name=\"i*\" contains=\"mtu\">\ninterface {{ name }}\n mtu {{ mtu }}\n</group>", """{"i":[{"name":"GigabitEthernet0/1","mtu":"9000"}]}""")]
    [InlineData("<group name=\"i*\">\ninterface {{ name | startswith(\"Gig\") }}\n shutdown {{ down | set(True) }}\n description {{ text | ORPHRASE | default(\"none\") }}\n</group>",
        """{"i":[{"name":"GigabitEthernet0/1","text":"uplink to core"},{"name":"GigabitEthernet0/2","down":true,"text":"none"}]}""")]
    [InlineData("<group name=\"i*\">\ninterface {{ name | contains(\"0/1\") }}\n ip address {{ ip | joinmatches(\",\") }} {{ ignore }}\n ip address {{ ip | joinmatches(\",\") }} {{ ignore }} secondary\n</group>",
        """{"i":[{"name":"GigabitEthernet0/1","ip":"10.0.0.1,10.0.1.1"}]}""")]
    [InlineData("<group name=\"i*\">\ninterface {{ name | re(\"Gig\\S+1\") }}\n switchport trunk allowed vlan {{ vlans | unrange | split(\",\") }}\n</group>",
        """{"i":[{"name":"GigabitEthernet0/1","vlans":["10","20","30","31","32","33"]}]}""")]
    [InlineData("<vars>\ntheirs = \"65001\"\nsite = 'lab'\n</vars>\n<group name=\"peers*\">\n neighbor {{ peer }} remote-as {{ as | equal(theirs) }}\n{{ site | set(site) }}\n</group>",
        """{"peers":[{"site":"lab","peer":"10.0.0.2","as":"65001"}]}""")]
    [InlineData("<vars name=\"known\" load=\"yaml\">\nsite: lab\n</vars>\nhostname {{ name | upper }}", """{"name":"CORE-SW1","known":{"site":"lab"}}""")]
    // _line_ takes what no other line does; _end_ ends the item.
    [InlineData("<group name=\"bgp\">\nrouter bgp {{ asn }}\n{{ rest | _line_ | contains(\"remote-as\") | strip | joinmatches(\";\") }}\n!{{ _end_ }}\n</group>",
        """{"bgp":{"asn":"65000","rest":"neighbor 10.0.0.2 remote-as 65001;neighbor 10.0.0.3 remote-as 65002"}}""")]
    [InlineData("hostname {{ name | record(\"host\") }}\n<group name=\"v*\">\nvlan {{ id }}\n{{ host | set(\"host\") }}\n</group>", """{"name":"core-sw1","v":[{"host":"core-sw1","id":"10"},{"host":"core-sw1","id":"20"}]}""")]
    [InlineData("hostname {{ name | replace(\"core-\", \"\") | append(\".lab\") | prepend(\"x-\") | title | lower }}", """{"name":"x-sw1.lab"}""")]
    [InlineData("hostname {{ name | exclude(\"core\") }}", "{}")]
    [InlineData("hostname {{ name | resub(\"^core-(.*)$\", \"\") | let(\"seen\", \"yes\") }}", """{"seen":"yes","name":""}""")]
    public void Parse_Ios_FollowsTheTemplate(string template, string expected) => AssertParses(template, OutputFile.Read("ios-running.txt"), expected);

    [Fact]
    public void Parse_FrrInterfaces_FollowsTheTemplate() => AssertParses(
        """
        <doc>Of every interface what matters.</doc>
        <group name="interfaces.{{ name }}">
        Interface {{ name }} is {{ state }}, line protocol is {{ protocol }}
          vrf: {{ vrf }}
          index {{ ignore }} metric {{ ignore }} mtu {{ mtu | to_int }} speed {{ ignore(DIGIT) }} txqlen {{ ignore }}
          HWaddr: {{ mac | MAC }}
          inet {{ ip | PREFIX }}
          inet6 {{ ip6 | PREFIXV6 }}
        </group>
        """,
        OutputFile.Read("frr-interface.txt"),
        """{"interfaces":{"lo":{"state":"up","protocol":"up","vrf":"default","mtu":65536},"r1-eth0":{"state":"up","protocol":"up","vrf":"default","mtu":1500,"mac":"02:42:ac:11:00:02","ip":"10.1.0.1/24","ip6":"fe80::42:acff:fe11:2/64"}}}""");

    [Fact]
    public void Parse_ListInTheMiddleOfAPath_IsAList() => AssertParses(
        "<group name=\"interfaces*.vlan.L3*.vrf-enabled\" containsall=\"ip, vrf\">\ninterface {{ name }}\n ip address {{ ip }} {{ ignore }}\n vrf {{ vrf }}\n</group>",
        "interface Vlan1\n ip address 10.0.0.1 255.255.255.0\n vrf A\ninterface Vlan2\n ip address 10.0.1.1 255.255.255.0\ninterface Vlan3\n ip address 10.0.2.1 255.255.255.0\n vrf B\n",
        """{"interfaces":[{"vlan":{"L3":[{"vrf-enabled":[{"name":"Vlan1","ip":"10.0.0.1","vrf":"A"},{"name":"Vlan3","ip":"10.0.2.1","vrf":"B"}]}]}}]}""");

    [Fact]
    public void Parse_Table_EveryLineBegins() => AssertParses(
        "<group name=\"disks*\" method=\"table\">\n{{ device | notequal(\"Filesystem\") }} {{ blocks | to_int }} {{ used | to_int }} {{ free | to_int }} {{ ignore }} {{ mount }}\n</group>",
        OutputFile.Read("linux-df.txt"),
        """{"disks":[{"device":"/dev/sda1","blocks":20511312,"used":9123456,"free":10322352,"mount":"/"},{"device":"tmpfs","blocks":1024000,"used":0,"free":1024000,"mount":"/dev/shm"}]}""");

    [Theory]
    [InlineData("", "line 1: a ttp model needs a template")]
    [InlineData("a\n<group name=\"x\">\nb {{ c }}", "line 2: <group> is not closed")]
    [InlineData("a\n</group>", "line 2: </group> closes nothing")]
    [InlineData("<group>\nb {{ c }}\n</group>", "line 1: <group> needs a name")]
    [InlineData("<group name=\"a\" macro=\"m\">\nb\n</group>", "line 1: <group> has no attribute 'macro' here")]
    [InlineData("x\n<macro>\nimport os\n</macro>", "line 2: <macro> is not supported")]
    [InlineData("x {{ y | macro(\"m\") }}", "line 1: macro() is not supported")]
    [InlineData("x {{ y | to_into }}", "line 1: there is no filter 'to_into'")]
    [InlineData("x\ny {{ z | re(\"(\") }}", "line 2:")]
    [InlineData("x {{ y", "line 1: '{{' is not closed")]
    [InlineData("x {{ y | contains(\"a }}", "line 1:")]
    [InlineData("<vars>\nimport os\n</vars>", "line 2: <vars> holds lines like name = \"value\" only")]
    [InlineData("<vars>\na = 1\nb = open('x')\n</vars>", "line 3: 'open' is no literal")]
    [InlineData("a {{ b | _start_ }}", "line 1: _start_ and _end_ belong into a <group>")]
    [InlineData("<lookup name=\"x\" load=\"csv\">\na,b\n</lookup>\nx {{ y }}", "line 1: <lookup> is not supported: look the values up in a processing script after this model, or use a pyps model")]
    [InlineData("x {{ y | lookup(\"x\", add_field=\"z\") }}", "line 1: lookup() is not supported: look the values up in a processing script after this model, or use a pyps model")]
    [InlineData("x {{ y | rlookup(\"x\") }}", "line 1: rlookup() is not supported: look the values up")]
    [InlineData("x {{ y | gpvlookup(\"x\") }}", "line 1: gpvlookup() is not supported: look the values up")]
    [InlineData("x {{ y }}\n<input name=\"i\" load=\"yaml\">\nurl: /etc\n</input>", "line 2: <input> is not supported: the text is what the element answered; leave the tag out")]
    [InlineData("<group name=\"a\" input=\"i\">\nb\n</group>", "line 1: <group> has no attribute 'input' here")]
    [InlineData("<extend template=\"ttp://x.txt\"/>\nx {{ y }}", "line 1: <extend> is not supported: write the lines of the other template here")]
    [InlineData("x {{ y }}\n</vars>", "line 2: </vars> closes nothing")]
    [InlineData("x\ny {{ z | truncate }}", "line 2: truncate() needs an argument")]
    [InlineData("x {{ y | item }}", "line 1: item() needs an argument")]
    [InlineData("x {{ y | replace(\"a\") }}", "line 1: replace() needs 2 arguments")]
    [InlineData("x {{ y | equal }}", "line 1: equal() needs an argument")]
    [InlineData("<group name=\"rows*\">\nPort  Status {{ _headers_ }}\n</group>", "line 2: there is no '_headers_'")]
    [InlineData("<group name=\"a\" name=\"b\">\nx {{ y }}\n</group>", "line 1: <group> has 'name' twice")]
    [InlineData("x {{ y }}\n<lookup name=\"a\">b</lookup>", "line 2: <lookup> stands on a line of its own")]
    public void Check_WrongTemplate_NamesTheLine(string template, string expected) =>
        Assert.Contains(expected, Parsers.Check(new Model { ModelClass = ModelClass.Ttp, Data = template }), StringComparison.Ordinal);

    [Theory]
    [InlineData("item(\"q\")")]
    [InlineData("item(99999999999999999999)")]
    [InlineData("item(-2147483648)")]
    [InlineData("truncate(\"q\")")]
    [InlineData("resub(\"a\", \"b\", \"c\")")]
    public void Parse_ArgumentIsNoNumber_SaysSo(string filter)
    {
        var error = Assert.Throws<FailureException>(() => Parsers.Parse(new Model { ShortName = "m", ModelClass = ModelClass.Ttp, Data = $"x {{{{ y | {filter} }}}}" }, "x a"));
        Assert.Equal("MODEL_NOT_WELL_FORMED", error.Failure.Reason);
        Assert.Contains("line 1:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_HostilePattern_EndsInLinearTimeOrWithTheLimit()
    {
        var text = $"first\n{new string('a', 50_000)}!\n";
        AssertParses("{{ x | re(\"(?:a+)+b\") }}", text, "{}");

        var error = Assert.Throws<FailureException>(() => Parsers.Parse(new Model { ShortName = "evil", ModelClass = ModelClass.Ttp, Data = "{{ x | re(\"(?=a)(?:a|aa)+\") }}" }, text));
        Assert.Equal("PARSE_LIMIT", error.Failure.Reason);
        Assert.Contains("line 2 of the answer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooLargeAnswer_IsRefused()
    {
        var error = Assert.Throws<FailureException>(() => Parsers.Parse(new Model { ShortName = "m", ModelClass = ModelClass.Ttp, Data = "x {{ y }}" }, new string('x', ParseBudget.MostCharacters + 1)));
        Assert.Equal("PARSE_LIMIT", error.Failure.Reason);
    }

    private static void AssertParses(string template, string text, string expected)
    {
        var model = new Model { ShortName = "m", ModelClass = ModelClass.Ttp, Data = template };
        Assert.Null(Parsers.Check(model));
        var parsed = Parsers.Parse(model, text);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), parsed), Json.Write(parsed));
    }
}
