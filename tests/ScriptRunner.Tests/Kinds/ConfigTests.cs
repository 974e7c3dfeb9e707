using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Kinds;

[Collection(SharedSandbox.Name)]
public sealed class ConfigTests(SandboxFixture sandbox)
{
    private const string Last = """
        {"klass": "txt", "section": "core", "version": "1.7",
         "text": "hostname r1\n!\ninterface Gi0/1\n description up link\n mtu 9000\ninterface Gi0/2\n shutdown\nntp server 10.0.0.1\n"}
        """;

    private static RecordingHost Host(string last = Last) => new((function, _) => CallAnswer.Value(function == "config.last" ? last : """{"saved": true}"""));

    private async Task<string> EvaluateAsync(string expression, string last = Last, string before = "")
    {
        var outcome = await sandbox.RunAsync(ScriptKind.Management, $"{before}\ncontext['v'] = {expression}", host: Host(last));
        Assert.True(outcome.Failure is null, outcome.Failure?.ToString());
        return outcome.Result!["""{"context":{"v":""".Length..^2];
    }

    [Theory]
    [InlineData("config.klass", "\"txt\"")]
    [InlineData("config.version", "\"1.7\"")]
    [InlineData("config.get_last_config().section", "\"core\"")]
    [InlineData("config.get_last_config()[:11]", "\"hostname r1\"")]
    [InlineData("config.get('hostname')", "\"r1\"")]
    [InlineData("config.get('ntp server')", "\"10.0.0.1\"")]
    [InlineData("config.get('interface Gi0/1.mtu')", "\"9000\"")]
    [InlineData("config.get('absent', 3)", "3")]
    [InlineData("config.compare_numeric_value('mtu', '>=', 9000)", "true")]
    [InlineData("config.compare_numeric_value('mtu', '<', 9000)", "false")]
    [InlineData("config.compare_numeric_value('hostname', '==', 1)", "false")]
    [InlineData("config.compare_string_value('hostname', 'startswith', 'r')", "true")]
    [InlineData("config.compare_string_value('description', 'contains', 'link')", "true")]
    [InlineData("config.compare_string_value('absent', '!=', 'x')", "false")]
    [InlineData("config.check_key_matches('ntp server .*')", "true")]
    [InlineData("config.check_key_matches('ntp')", "false")]
    [InlineData("config.check_key_occurrences('interface.*', '==', 2)", "true")]
    public async Task Txt_Method_GivesValue(string expression, string expected) => Assert.Equal(expected, await EvaluateAsync(expression));

    [Theory]
    [InlineData(">", false, false, true)]
    [InlineData(">=", false, true, true)]
    [InlineData("<", true, false, false)]
    [InlineData("<=", true, true, false)]
    [InlineData("==", false, true, false)]
    [InlineData("!=", true, false, true)]
    public async Task Numeric_Operator_ComparesValueWithNumber(string name, bool below, bool equal, bool above)
    {
        var expected = $"[{below},{equal},{above},{below},{equal},{above}]".ToLowerInvariant();
        Assert.Equal(expected, await EvaluateAsync(
            $"[config.compare_numeric_value('mtu', '{name}', 9000 + d) for d in (1, 0, -1)] + [config.check_key_occurrences('interface.*', '{name}', 2 + d) for d in (1, 0, -1)]"));
    }

    [Theory]
    [InlineData("==", "r1", true, "r", false)]
    [InlineData("!=", "r", true, "r1", false)]
    [InlineData("startswith", "r", true, "1", false)]
    [InlineData("endswith", "1", true, "r", false)]
    [InlineData("contains", "1", true, "x", false)]
    [InlineData("not contains", "x", true, "1", false)]
    [InlineData("matches", "r[0-9]", true, "r[a-z]", false)]
    public async Task String_Operator_ComparesValueWithText(string name, string one, bool first, string other, bool second) => Assert.Equal(
        $"[{first},{second}]".ToLowerInvariant(),
        await EvaluateAsync($"[config.compare_string_value('hostname', '{name}', '{one}'), config.compare_string_value('hostname', '{name}', '{other}', required_for_audit=True)]"));

    [Fact]
    public async Task ToJson_Txt_IsItsLinesByIndentation() => Assert.Equal(
        """["hostname r1",[]]""",
        await EvaluateAsync("json.loads(config.to_json())[0]"));

    [Fact]
    public async Task ToJson_Json_IsTheData() => Assert.Equal(
        "\"{\\\"a\\\": 1.0}\"", await EvaluateAsync("config.to_json()", """{"klass": "json", "text": "{\"a\":1.0}"}"""));

    // Where the Debian package python3-yaml is missing, the message says so.
    [Fact]
    public async Task Yaml_Method_UsesDottedPathsOrNamesThePackage()
    {
        var outcome = await sandbox.RunAsync(
            ScriptKind.Management, "context['v'] = [config.get('a.b'), config.get('a.c.1')]", host: Host("""{"klass": "yaml", "text": "a:\n  b: 5\n  c: [1, 2]\n"}"""));
        if (File.Exists("/usr/lib/python3/dist-packages/yaml/__init__.py"))
            OutcomeAssert.Result("""{"context":{"v":[5,2]}}""", outcome);
        else
            Assert.Contains("python3-yaml", OutcomeAssert.Failed("SCRIPT_EXCEPTION", outcome).Message);
    }

    [Theory]
    [InlineData("json", """{\"a\": {\"b\": 5, \"c\": [1, 2]}, \"d\": \"x\"}""")]
    [InlineData("py", """{'a': {'b': 5, 'c': [1, 2]}, 'd': 'x'}""")]
    public async Task Structured_Method_UsesDottedPaths(string klass, string text)
    {
        var last = $$"""{"klass": "{{klass}}", "text": "{{text}}"}""";
        Assert.Equal("""[5,2,"x",true,true]""", await EvaluateAsync(
            "[config.get('a.b'), config.get('a.c.1'), config.get('d'), config.check_key_matches('a[.]b'), config.check_key_occurrences('a.*', '==', 3)]", last));
    }

    [Fact]
    public async Task Xml_Method_UsesTagsAsKeys() => Assert.Equal(
        """["r1",2]""", await EvaluateAsync(
            "[config.get('router.name'), len(config.get('router.if'))]", """{"klass": "xml", "text": "<router><name>r1</name><if>a</if><if>b</if></router>"}"""));

    // Passed 1 of 3 required checks; the optional one does not count.
    [Fact]
    public async Task Audit_RequiredChecks_AloneCount() => Assert.Equal("[33,false]", await EvaluateAsync(
        "[config.audit_value, config.approved]",
        before: """
            config.required_approvement_percentage = 85
            config.compare_string_value('hostname', '==', 'r1', required_for_audit=True)
            config.compare_string_value('hostname', '==', 'r2', required_for_audit=True)
            config.check_key_matches('absent', required_for_audit=True)
            config.check_key_matches('hostname .*')
            """));

    [Fact]
    public async Task Audit_NoneRequired_AllCount() => Assert.Equal("50", await EvaluateAsync(
        "config.audit_value", before: "config.check_key_matches('hostname .*')\nconfig.check_key_matches('absent')"));

    [Fact]
    public async Task Audit_SameCheckTwice_CountsOnce() => Assert.Equal("50", await EvaluateAsync(
        "config.audit_value", before: "for _ in range(3): config.check_key_matches('hostname .*')\nconfig.check_key_matches('absent')"));

    [Fact]
    public async Task Save_Text_IsSentWithItsAttributes()
    {
        var host = Host();
        var outcome = await sandbox.RunAsync(
            ScriptKind.Processing,
            "config.klass = 'json'\nconfig.section = 'core'\nconfig.version = '2'\nconfig.required_approvement_percentage = 50\nsettings['s'] = config.save('{\"a\": 1}')",
            host: host);
        OutcomeAssert.Result("""{"settings":{"s":true},"context":{}}""", outcome);
        var call = Assert.Single(host.Calls);
        Assert.Equal("config.save", call.Function);
        Assert.Equal(
            """{"text":"{\"a\": 1}","klass":"json","section":"core","version":"2","required_approvement_percentage":50,"audit_value":null,"approved":null,"checks":[]}""",
            call.Arguments);
    }

    [Theory]
    [InlineData("config.klass = 'ini'", "ValueError")]
    [InlineData("config.required_approvement_percentage = 101", "ValueError")]
    [InlineData("config.audit_value = 3", "AttributeError")]
    [InlineData("config.save()", "ValueError")]
    [InlineData("config.compare_numeric_value('a', '=', 1)", "ValueError")]
    public async Task Mistake_Any_Raises(string statement, string type) =>
        Assert.Equal(type, OutcomeAssert.Failed("SCRIPT_EXCEPTION", await sandbox.RunAsync(ScriptKind.Management, statement, host: Host())).Type);

    [Fact]
    public async Task GetLastConfig_NoneStored_IsEmptyText() => Assert.Equal("""["",true]""", await EvaluateAsync("[config.get_last_config(), not config.get_last_config()]", "null"));
}
