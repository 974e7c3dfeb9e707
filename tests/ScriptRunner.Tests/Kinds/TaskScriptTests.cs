using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Tests.Fixtures;
using LogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.ScriptRunner.Tests.Kinds;

[Collection(SharedSandbox.Name)]
public sealed class TaskScriptTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task Management_Context_ComesBackWithExactNumbers() => OutcomeAssert.Result(
        """{"context":{"i":1,"f":1.0,"big":9007199254740993,"n":null,"t":true,"s":"é\u0001","new":[1,2.5]}}""",
        await sandbox.RunAsync(
            ScriptKind.Management, "context['new'] = [1, 2.5]",
            """{"context": {"i": 1, "f": 1.0, "big": 9007199254740993, "n": null, "t": true, "s": "\u00e9\u0001"}}"""));

    [Fact]
    public async Task Management_ContextReplaced_NewOneIsTheOutput() => OutcomeAssert.Result(
        """{"context":{"a":1}}""", await sandbox.RunAsync(ScriptKind.Management, "context = {'a': 1}", """{"context": {"b": 2}}"""));

    [Fact]
    public async Task Processing_SettingsAndContext_BothComeBack() => OutcomeAssert.Result(
        """{"settings":{"v":"17.3","action_status":"ok"},"context":{"seen":true}}""",
        await sandbox.RunAsync(
            ScriptKind.Processing, "settings['v'] = re.search(r'V(\\S+)', data['out']).group(1)\nsettings['action_status'] = 'ok'\ncontext['seen'] = True",
            """{"data": {"out": "V17.3 x"}}"""));

    [Theory]
    [InlineData("output['n'] = len(data)", """{"output":{"n":3}}""")]
    [InlineData("output = data.upper()", """{"output":"ABC"}""")]
    [InlineData("settings['a'] = 1", """{"output":{"a":1}}""")]
    [InlineData("output['a'] = 1\ncontext['b'] = 2", """{"output":{"a":1,"context":{"x":1.0,"b":2}}}""")]
    [InlineData("context['x'] = 1", """{"output":{"context":{"x":1}}}""")]
    [InlineData("output['m'] = model.name + model['klass']", """{"output":{"m":"npyms"}}""")]
    public async Task Model_Output_IsTakenAsTheSeedSays(string source, string expected) => OutcomeAssert.Result(
        expected, await sandbox.RunAsync(ScriptKind.Model, source, """{"data": "abc", "context": {"x": 1.0}, "model": {"name": "n", "klass": "pyms"}}"""));

    [Theory]
    [InlineData("condition = True", """{"condition":true}""")]
    [InlineData("condition = flow_context[current]['tasks']['5']['x'] == 1", """{"condition":true}""")]
    [InlineData("condition = previous == -1 and last == 1 and first == 0", """{"condition":true}""")]
    [InlineData("condition = not flow_context", """{"condition":false}""")]
    public async Task Condition_Assigned_IsTheOutput(string source, string expected) => OutcomeAssert.Result(
        expected, await sandbox.RunAsync(
            ScriptKind.Condition, source, """{"flow_context": [{"id": 1, "context": {}, "tasks": {"5": {"x": 1}}}], "current": 0, "last": 1}"""));

    [Theory]
    [InlineData("")]
    [InlineData("condition = 1")]
    [InlineData("condition = None")]
    public async Task Condition_NotABool_FailsWithItsOwnReason(string source) =>
        OutcomeAssert.Failed("CONDITION_NOT_SET", await sandbox.RunAsync(ScriptKind.Condition, source));

    [Fact]
    public async Task Free_AssignedJsonNames_AreTheOutputs() => OutcomeAssert.Result(
        """{"outputs":{"total":3,"name":"x"}}""",
        await sandbox.RunAsync(
            ScriptKind.Free, "import re\ndef f(v): return v\ntotal = a + f(2)\nm = re.match('x', 'x')\nname = m.group()\n_hidden = 1", """{"a": 1}"""));

    [Fact]
    public async Task LogMessage_Levels_ArriveInOrder()
    {
        var host = new RecordingHost();
        var outcome = await sandbox.RunAsync(ScriptKind.Management, "log_message('info', 'a')\nlog_message('WARN', 2)\nlog_message('error', 'c')", host: host);
        Assert.Null(outcome.Failure);
        Assert.Equal([(LogLevel.Info, "a"), (LogLevel.Warning, "2"), (LogLevel.Error, "c")], host.Lines);
    }

    [Theory]
    [InlineData("'x' * 100000", 8192)]
    [InlineData("'\\U0001F600' * 100000", 8192)]
    [InlineData("'\\0' * 100000", 8192)]
    [InlineData("'a\\ud800b'", 8)]
    public async Task LogMessage_LongOrNoUnicode_IsCutOrEscaped(string text, int length)
    {
        var host = new RecordingHost();
        Assert.Null((await sandbox.RunAsync(ScriptKind.Management, $"log_message('info', {text})", host: host)).Failure);
        Assert.Equal(length, Assert.Single(host.Lines).Item2.Length);
    }

    [Fact]
    public async Task Call_ArgumentsTooLarge_RaisesInTheScript() => Assert.Contains(
        "at most 8000000 are taken",
        OutcomeAssert.Failed("SCRIPT_EXCEPTION", await sandbox.RunAsync(ScriptKind.Management, "config.save('x' * (9 << 20))", host: new RecordingHost((_, _) => CallAnswer.Value("null")))).Message);

    [Fact]
    public async Task LogMessage_UnknownLevel_Raises() => Assert.Contains(
        "use debug, info, warning or error",
        OutcomeAssert.Failed("SCRIPT_EXCEPTION", await sandbox.RunAsync(ScriptKind.Management, "log_message('loud', 'a')")).Message);

    [Fact]
    public async Task Pause_ServedByTheRunner_LogsItsMessageAndMakesNoCall()
    {
        var host = new RecordingHost();
        OutcomeAssert.Result("""{"context":{}}""", await sandbox.RunAsync(ScriptKind.Management, "pause(0.01, 'wait a bit')", host: host));
        Assert.Equal((LogLevel.Info, "wait a bit"), Assert.Single(host.Lines));
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task Pause_LongerThanTheWallClock_IsNotCounted()
    {
        var limits = new ScriptLimits { Wall = TimeSpan.FromSeconds(1) };
        var outcome = await sandbox.RunAsync(ScriptKind.Management, "pause(1.5)\ncontext['done'] = True", limits: limits);
        OutcomeAssert.Result("""{"context":{"done":true}}""", outcome);
        Assert.True(outcome.Usage.Wall < limits.Wall, outcome.Usage.ToString());
    }

    [Fact]
    public async Task WaitForConnect_Answer_IsABool()
    {
        var host = new RecordingHost((_, _) => CallAnswer.Value("true"));
        OutcomeAssert.Result(
            """{"context":{"up":true}}""", await sandbox.RunAsync(ScriptKind.Management, "context['up'] = wait_for_connect(5, retry=2, sleep=1)", host: host));
        Assert.Equal(("wait_for_connect", """{"timeout":5,"retry":2,"sleep":1,"user_msg":null}"""), Assert.Single(host.Calls));
    }
}
