using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Kinds;

[Collection(SharedSandbox.Name)]
public sealed class FlowScriptTests(SandboxFixture sandbox)
{
    private const string Entries = """
        [{"id": 1, "context": {"element": {"id": 1, "name": "b"}, "role": "master", "net": {"0": {"hostname": "h1"}}}, "tasks": {"5": {"x": 1}}},
         {"id": 2, "context": {"element": {"id": 2, "name": "a"}, "role": "replica", "net": {"0": {"hostname": "h2"}}}, "tasks": {}},
         {"id": 3, "context": {"element": {"id": 3, "name": "c"}, "role": "replica", "net": {"0": {"hostname": "h3"}}}, "tasks": {}}]
        """;

    [Theory]
    [InlineData("order_flow_elements(elements, lambda x: 1 if x['context']['role'] == 'master' else 0, reverse=False)", "[2,3,1]")]
    [InlineData("order_flow_elements(elements, lambda x: x.name)", "[2,1,3]")]
    [InlineData("order_flow_elements(elements, lambda x: x['name'], reverse=True)", "[3,1,2]")]
    [InlineData("filter_flow_elements(elements, lambda x: x.get('role') == 'replica')", "[2,3]")]
    [InlineData("elements = filter_flow_elements(elements, lambda x: x.id > 2, inplace=False)", "[3]")]
    [InlineData("filter_flow_elements(elements, lambda x: x.id > 2, inplace=False)", "[1,2,3]")]
    [InlineData("filter_flow_elements(elements, lambda x: False)", "[]")]
    [InlineData("elements = [3, 1]", "[3,1]")]
    [InlineData("elements.pop(0)", "[2,3]")]
    public async Task PreExecution_Elements_ComeOutInOrder(string source, string expected) => OutcomeAssert.Result(
        $$"""{"elements":{{expected}}}""", await sandbox.RunAsync(ScriptKind.FlowPreExecution, source, $$"""{"elements": {{Entries}}}"""));

    [Theory]
    [InlineData("elements.append(9)", "elements[3]: 9 is none of the flow's elements")]
    [InlineData("elements.append(elements[0])", "is there twice")]
    [InlineData("elements = None", "must be a list")]
    [InlineData("elements = 'abc'", "must be a list")]
    public async Task PreExecution_WrongElements_SaysWhich(string source, string message) => Assert.Contains(
        message,
        OutcomeAssert.Failed("OUTPUT_NOT_JSON", await sandbox.RunAsync(ScriptKind.FlowPreExecution, source, $$"""{"elements": {{Entries}}}""")).Message);

    [Theory]
    [InlineData("context['0.context.net.0.hostname']", "h1")]
    [InlineData("context['current.context.net.0.hostname']", "h2")]
    [InlineData("context['previous.context.role']", "master")]
    [InlineData("context['last.context.element.name']", "c")]
    [InlineData("context['first.context.element.name']", "b")]
    [InlineData("context[f'current.context.{\"role\"}']", "replica")]
    [InlineData("context['context.role']", "replica")]
    [InlineData("context['net.0.hostname']", "h2")]
    [InlineData("context.get('element.name')", "a")]
    [InlineData("str(context['0.tasks.5.x'])", "1")]
    [InlineData("str((current, previous, last, first))", "(1, 0, 2, 0)")]
    [InlineData("'current.'", "current.")]
    [InlineData("'the current.thing here'", "the current.thing here")]
    [InlineData("'current_user.name'", "current_user.name")]
    [InlineData("'a.current.x'", "a.current.x")]
    [InlineData("'last'", "last")]
    public async Task Serial_FlattenedContextAndMagicWords_AreAsDecided(string expression, string expected) => OutcomeAssert.Result(
        $$"""{"action_status":"{{expected}}","action_info":null}""",
        await sandbox.RunAsync(ScriptKind.FlowSerial, $"action_status = {expression}", $$"""{"flow_context": {{Entries}}, "current": 1, "last": 2}"""));

    // As names they are variables, so whatever else they are part of is left alone.
    [Theory]
    [InlineData("class A: first = 'attribute'\naction_status = A.first", "attribute")]
    [InlineData("def f(last=0): return str(last)\naction_status = f(last='keyword')", "keyword")]
    [InlineData("current_user = 'longer'\naction_status = current_user  # current.context", "longer")]
    [InlineData("current = 'assigned'\naction_status = current", "assigned")]
    [InlineData("action_status = (lambda previous: str(previous))('parameter')", "parameter")]
    [InlineData("action_status = {'first': 'key'}['first']", "key")]
    [InlineData("action_status = 'x' \\\n  'current.y'", "xcurrent.y")]
    public async Task MagicWords_AsPartsOfOtherThings_StayAsTheyAre(string source, string expected) => OutcomeAssert.Result(
        $$"""{"action_status":"{{expected}}","action_info":null}""",
        await sandbox.RunAsync(ScriptKind.FlowSerial, source, $$"""{"flow_context": {{Entries}}, "current": 1, "last": 2}"""));

    // What a device is called is data: quotes, braces and line ends in it are no code.
    [Fact]
    public async Task ElementNames_WithCodeInThem_AreOnlyText() => OutcomeAssert.Result(
        """{"action_status":"'); import os; os._exit(1) #\n{current}","action_info":0}""",
        await sandbox.RunAsync(
            ScriptKind.FlowSerial, "action_status = context['current.context.element.name']\naction_info = current",
            """{"flow_context": [{"id": 1, "context": {"element": {"name": "'); import os; os._exit(1) #\n{current}"}}, "tasks": {}}], "current": 0, "last": 0}"""));

    [Fact]
    public async Task MagicWords_ReplacedInLiterals_KeepThePositionsOfErrors()
    {
        var failure = OutcomeAssert.Failed(
            "SCRIPT_EXCEPTION",
            await sandbox.RunAsync(ScriptKind.FlowSerial, "x = 'current.a'\ny = context['current.absent']", $$"""{"flow_context": {{Entries}}, "current": 1, "last": 2}"""));
        Assert.Equal((2, 5, "y = context['current.absent']"), (failure.Line, failure.Column, failure.SourceLine));
    }

    [Fact]
    public async Task Serial_RunTask_CallsAndRefreshesTheContext()
    {
        var host = new RecordingHost((_, _) => CallAnswer.Value(
            """{"status": "OK", "steps": {}, "flow_context": [{"id": 1, "context": {}, "tasks": {"8": {"r": "fresh"}}}]}"""));
        var outcome = await sandbox.RunAsync(
            ScriptKind.FlowSerial, "r = run_task(short_name='collect', retry_attempts=2)\naction_status = r['status']\naction_info = context['current.tasks.8.r'] + str(len(r))",
            """{"flow_context": [{"id": 1, "context": {}, "tasks": {}}], "current": 0, "last": 0}""", host);
        OutcomeAssert.Result("""{"action_status":"OK","action_info":"fresh2"}""", outcome);
        Assert.Equal(
            ("run_task", """{"id":null,"short_name":"collect","elements":null,"retry_attempts":2,"retry_delay":0}"""), Assert.Single(host.Calls));
    }

    [Fact]
    public async Task Serial_RunTask_TakesTheChangedEntryAndKeepsTheOthers()
    {
        var host = new RecordingHost((_, _) => CallAnswer.Value(
            """{"result": {"status": "OK"}, "flow_entry": {"id": 2, "context": {"b": 5}, "tasks": {"8": {"r": "fresh"}}}}"""));
        var outcome = await sandbox.RunAsync(
            ScriptKind.FlowSerial,
            "r = run_task(short_name='collect')\naction_status = r['status']\naction_info = [context['current.tasks.8.r'], context['tasks.8.r'], context['b'], context['previous.context.a'], context.get('1.context.a'), 'context.a' in context, sorted(context)]",
            """{"flow_context": [{"id": 1, "context": {"a": 1}, "tasks": {}}, {"id": 2, "context": {"a": 2}, "tasks": {}}], "current": 1, "last": 1}""", host);
        OutcomeAssert.Result(
            """{"action_status":"OK","action_info":["fresh","fresh",5,1,null,false,["0.context.a","0.id","0.tasks","1.context.b","1.id","1.tasks.8.r","context.b","id","tasks.8.r"]]}""", outcome);
    }

    [Fact]
    public async Task Parallel_RunTask_GivesResultsByElementId()
    {
        var host = new RecordingHost((_, _) => CallAnswer.Value("""{"2": {"status": "OK"}, "3": {"status": "ERROR"}}"""));
        var outcome = await sandbox.RunAsync(
            ScriptKind.FlowParallel,
            "sub = filter_flow_elements(elements, lambda x: x.role == 'replica', inplace=False)\nr = run_task(id=4, elements=sub)\naction_info = [r[e.id]['status'] for e in sub]",
            $$"""{"elements": {{Entries}}}""", host);
        OutcomeAssert.Result("""{"action_status":null,"action_info":["OK","ERROR"]}""", outcome);
        Assert.Equal(("run_task", """{"id":4,"short_name":null,"elements":[2,3],"retry_attempts":1,"retry_delay":0}"""), Assert.Single(host.Calls));
    }

    [Theory]
    [InlineData("run_task()", "TypeError")]
    [InlineData("run_task(id=1, short_name='a')", "TypeError")]
    [InlineData("run_task(id=1, retry_attempts=0)", "ValueError")]
    [InlineData("run_flow(id=1, retry_delay=-1)", "ValueError")]
    public async Task RunTask_WrongArguments_RaisesWithoutACall(string statement, string type)
    {
        var host = new RecordingHost();
        Assert.Equal(type, OutcomeAssert.Failed("SCRIPT_EXCEPTION", await sandbox.RunAsync(ScriptKind.FlowSerial, statement, host: host)).Type);
        Assert.Empty(host.Calls);
    }
}
