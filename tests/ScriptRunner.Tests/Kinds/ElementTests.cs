using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Kinds;

[Collection(SharedSandbox.Name)]
public sealed class ElementTests(SandboxFixture sandbox)
{
    private const string Element = """
        {"fields": {"id": 7, "name": "r1", "status": true, "notes": null}, "settings": {"net.0.hostname": "h0", "net.1.hostname": "h1", "name": "hidden"},
         "variables": {"site": {"code": "MUC"}, "net.0.hostname": "lost", "email": "a@example.org"}}
        """;

    [Theory]
    [InlineData("element.name", "\"r1\"")]
    [InlineData("element['name']", "\"r1\"")]
    [InlineData("element.get('name')", "\"r1\"")]
    [InlineData("element.notes", "null")]
    [InlineData("element['net.0.hostname']", "\"h0\"")]
    [InlineData("element.net", """{"0":{"hostname":"h0"},"1":{"hostname":"h1"}}""")]
    [InlineData("element.net['1']['hostname']", "\"h1\"")]
    [InlineData("element['site.code']", "\"MUC\"")]
    [InlineData("element.email", "\"a@example.org\"")]
    [InlineData("element.get('absent')", "null")]
    [InlineData("element.get('absent', 5)", "5")]
    [InlineData("'name' in element, 'absent' in element", "[true,false]")]
    public async Task Read_AnyWay_FindsFieldThenSettingThenVariable(string expression, string expected) => OutcomeAssert.Result(
        """{"context":{"v":""" + expected + "}}",
        await sandbox.RunAsync(ScriptKind.Management, $"context['v'] = {expression}", $$"""{"element": {{Element}}}"""));

    [Theory]
    [InlineData("element.absent", "AttributeError")]
    [InlineData("element['absent']", "KeyError")]
    [InlineData("element.name = 'x'", "AttributeError")]
    [InlineData("element['name'] = 'x'", "AttributeError")]
    [InlineData("del element.name", "AttributeError")]
    [InlineData("element.set('', 1)", "TypeError")]
    public async Task Access_NotAllowedOrAbsent_Raises(string statement, string type) => Assert.Equal(
        type, OutcomeAssert.Failed("SCRIPT_EXCEPTION", await sandbox.RunAsync(ScriptKind.Management, statement, $$"""{"element": {{Element}}}""")).Type);

    [Theory]
    [InlineData("description")]
    [InlineData("description4")]
    [InlineData("notes")]
    [InlineData("status")]
    [InlineData("software_version")]
    [InlineData("serial_number_alt")]
    public async Task Write_AllowedField_IsStoredAtOnceAndReadBack(string field)
    {
        var host = new RecordingHost();
        OutcomeAssert.Result(
            """{"context":{"v":"x"}}""",
            await sandbox.RunAsync(ScriptKind.Management, $"element.{field} = 'x'\ncontext['v'] = element.{field}", $$"""{"element": {{Element}}}""", host));
        Assert.Equal(("element.update", $$"""{"field":"{{field}}","value":"x"}"""), Assert.Single(host.Calls));
    }

    [Fact]
    public async Task Set_Setting_IsStoredAtOnceAndReadBack()
    {
        var host = new RecordingHost();
        OutcomeAssert.Result(
            """{"settings":{},"context":{"v":1.0}}""",
            await sandbox.RunAsync(
                ScriptKind.Processing, "element.set('net.0.mtu', 1.0)\ncontext['v'] = element['net.0.mtu']", $$"""{"element": {{Element}}}""", host));
        Assert.Equal(("element.set", """{"key":"net.0.mtu","value":1.0}"""), Assert.Single(host.Calls));
    }

    [Fact]
    public async Task Element_NotGiven_IsFetchedOnceOnFirstUse()
    {
        var host = new RecordingHost((_, _) => CallAnswer.Value(Element));
        OutcomeAssert.Result(
            """{"context":{"v":["r1",7]}}""", await sandbox.RunAsync(ScriptKind.Management, "context['v'] = [element.name, element.id]", host: host));
        Assert.Equal(("element.fetch", "{}"), Assert.Single(host.Calls));
    }

    [Fact]
    public async Task Element_NotUsed_IsNotFetched()
    {
        var host = new RecordingHost();
        await sandbox.RunAsync(ScriptKind.Management, "context['v'] = 1", host: host);
        Assert.Empty(host.Calls);
    }

    [Theory]
    [InlineData("LookupError", "LookupError")]
    [InlineData("PermissionError", "PermissionError")]
    [InlineData("TimeoutError", "TimeoutError")]
    [InlineData("SystemExit", "RuntimeError")]
    public async Task Call_Refused_RaisesTheNamedException(string sent, string raised)
    {
        var host = new RecordingHost((_, _) => CallAnswer.Error(sent, "no such thing"));
        var failure = OutcomeAssert.Failed("SCRIPT_EXCEPTION", await sandbox.RunAsync(ScriptKind.Management, "x = 1\nelement.name", host: host));
        Assert.Equal(raised, failure.Type);
        Assert.Contains("no such thing", failure.Message);
        Assert.Equal(2, failure.Line);
    }
}
