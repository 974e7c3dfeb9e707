using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>Attacks by way of the names that a kind has, and how each ends: with a reason that says what it was.</summary>
[Collection(SharedSandbox.Name)]
public sealed class HostileKindTests(SandboxFixture sandbox)
{
    private const string Frames = "import os, struct\ndef send(kind, body): os.write(3, struct.pack('<cI', kind, len(body)) + body)\n";
    private const string Elements = """{"elements": [{"id": 1, "context": {}, "tasks": {}}]}""";
    private static readonly ScriptLimits Limits = new() { Wall = TimeSpan.FromSeconds(20), Cpu = TimeSpan.FromSeconds(1) };

    [Theory]
    [InlineData("element.name = 'x'", "SCRIPT_EXCEPTION", "element.name cannot be assigned")]
    [InlineData("log_message('root', 'x')", "SCRIPT_EXCEPTION", "unknown log level 'root'")]
    [InlineData("pause(float('nan'))", "SCRIPT_EXCEPTION", "sleep must be a number of seconds")]
    [InlineData("class D(dict):\n  def items(self): return [('a', object())]\ncontext = D(a=1)", "OUTPUT_NOT_JSON", "object is not JSON")]
    [InlineData("config.klass = 'yaml'\nconfig.text = '!!python/object/apply:os.system [id]'\nconfig.get('a')", "SCRIPT_EXCEPTION", "no valid yaml")]
    [InlineData("config.klass = 'py'\nconfig.text = '__import__(\"os\").system(\"id\")'\nconfig.get('a')", "SCRIPT_EXCEPTION", "no valid py")]
    [InlineData("config.klass = 'py'\nconfig.text = '(' * 1000000\nconfig.get('a')", "SCRIPT_EXCEPTION", "no valid py")]
    [InlineData("config.klass = 'json'\nconfig.text = '[' * 1000000\nconfig.get('a')", "SCRIPT_EXCEPTION", "no valid json")]
    [InlineData("config.klass = 'xml'\nconfig.text = '<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>'\nconfig.get('r')", "SCRIPT_EXCEPTION", "no valid xml")]
    [InlineData("config.text = 'a' * 50 + 'b'\nconfig.check_key_matches('(a+)+$')", "CPU_TIME_EXCEEDED", "processor time")]
    [InlineData(Frames + "send(b'C', b'{\"function\":\"pause\",\"arguments\":[]}')\ntime.sleep(30)", "INTERPRETER_CRASHED", "a call that is none")]
    [InlineData(Frames + "send(b'C', b'{\"function\":1,\"arguments\":{}}')\ntime.sleep(30)", "INTERPRETER_CRASHED", "a call that is none")]
    [InlineData(Frames + "send(b'C', b'{\"function\":\"run_task\",\"arguments\":{}}')\ntime.sleep(30)", "INTERPRETER_CRASHED", "a call of run_task, which scripts of this kind do not have")]
    [InlineData(Frames + "send(b'C', b'{\"function\":\"pause\",\"arguments\":{\"sleep\":100000}}')\nos._exit(4)", "EXITED", "exit code 4")]
    [InlineData(Frames + "send(b'C', b'{\"function\":\"pause\",\"arguments\":{\"sleep\":100000}}')\nwhile True: pass", "CPU_TIME_EXCEEDED", "processor time")]
    [InlineData(Frames + "send(b'C', b'{\"function\":\"pause\",\"arguments\":{\"sleep\":0}}' * 1)\nos.close(3)\nwhile True: pass", "INTERPRETER_CRASHED", "closed its channel")]
    public async Task Management_Hostile_EndsWithItsReason(string source, string reason, string message) =>
        Assert.Contains(message, OutcomeAssert.Failed(reason, await sandbox.RunAsync(ScriptKind.Management, source, limits: Limits)).Message);

    [Theory]
    [InlineData("elements.append({'id': 999})", "999 is none of the flow's elements")]
    [InlineData("elements[:] = [[1]]", "[1] is none of the flow's elements")]
    [InlineData("elements = None", "elements must be a list")]
    [InlineData("elements = elements * 2", "is there twice")]
    public async Task PreExecution_OtherElements_AreRefused(string source, string message) =>
        Assert.Contains(message, OutcomeAssert.Failed("OUTPUT_NOT_JSON", await sandbox.RunAsync(ScriptKind.FlowPreExecution, source, Elements, limits: Limits)).Message);

    [Theory]
    [InlineData("class B:\n  __class__ = bool\ncondition = B()", "OUTPUT_NOT_JSON")]
    [InlineData(Frames + "send(b'C', b'{\"function\":\"pause\",\"arguments\":{\"sleep\":0}}')\nos.read(3, 5)", "INTERPRETER_CRASHED")]
    [InlineData("x = 'current.a'\ny = f'current.{1 / 0}'", "SCRIPT_EXCEPTION")]
    public async Task Condition_Hostile_EndsWithItsReason(string source, string reason) =>
        OutcomeAssert.Failed(reason, await sandbox.RunAsync(ScriptKind.Condition, source, limits: Limits));
}
