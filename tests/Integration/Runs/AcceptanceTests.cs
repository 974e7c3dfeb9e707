using System.Text.Json;
using Flux.Cli.Demo;
using Flux.Contracts.Flow.V1;
using Flux.Integration.Support;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Runs;

/// <summary>What follows strictly from the seeds, with real Python: one flow of one task each, on elements without a device unless one is needed.</summary>
/// <remarks>
/// Where each example of FLUX's public text is shown (here, unless another class is named):
/// <list type="table">
/// <item><term>group variable if.description, setting net.0.hostname</term><description>ExampleRuleTests.Context_</description></item>
/// <item><term>context['a'] = 1 in model, processing script and mail</term><description>ExampleRuleTests.Context_, Serial_</description></item>
/// <item><term>standalone task: no flow, no tasks</term><description>ExampleRuleTests.Script_</description></item>
/// <item><term>tasks[str(pk)] of an earlier task</term><description>ExampleRuleTests.Flow_SecondTask_, Serial_</description></item>
/// <item><term>settings['action_status'], other settings</term><description>ExampleRuleTests.Context_, Serial_</description></item>
/// <item><term>settings do not reach a mail, context does</term><description>Mail_</description></item>
/// <item><term>automation_custom_output</term><description>Serial_</description></item>
/// <item><term>pyms data is empty, pyps data is the text, its context</term><description>ExampleRuleTests.Context_, Serial_</description></item>
/// <item><term>serial: current, previous, last, first</term><description>Serial_</description></item>
/// <item><term>parallel: the script once, a barrier after each task</term><description>ExampleRuleTests.Parallel_</description></item>
/// <item><term>a filter that leaves nothing; condition = False</term><description>ExampleRuleTests.Flow_Filter</description></item>
/// <item><term>the master of patroni_leader last</term><description>ExampleRuleTests.Order_</description></item>
/// <item><term>mail subject as a template, recipients by comma</term><description>Mail_</description></item>
/// <item><term>config.check_key_occurrences</term><description>ExampleTests with examples/compliance-audit.yaml</description></item>
/// <item><term>peers: cancel while a command runs (A3), pause with elements waiting (A4)</term><description>RunControlTests</description></item>
/// <item><term>peers: own earlier results of 200 elements (A20), fixed names in mails (A21)</term><description>Parallel_, Mail_</description></item>
/// </list>
/// </remarks>
[Collection(OneSuite.Name)]
public sealed class AcceptanceTests(RunningSuite suite)
{
    [Fact]
    public async Task Serial_ThreeElements_SeePositionsContextAndEarlierResults()
    {
        await suite.ApplyAsync(Elements("serial", 3) + """
            models:
              - {short_name: serial-ms, model_class: pyms, data: "output['message'] = 'data=%r a=%s' % (data, context['a'])"}
              - {short_name: serial-ps, model_class: pyps, data: "output['raw'] = data\ncontext['b'] = 2"}
            tasks:
              - short_name: serial-one
                task_class: cli
                management_script: |
                  context['a'] = 1
                  context['automation_custom_output'] = 'abc' if element['name'] == 'serial-1' else ''
                processing_model: serial-ps
                processing_script: |
                  settings['seen'] = [data['raw'], data['context']['b'], context['a']]
                  settings['action_status'] = 'warning'
              - short_name: serial-two
                task_class: cli
                management_script: |
                  first = next(iter(context['tasks'].values()))
                  context['x'] = first['processing_model_out']['result']['raw']
                  context['has_a'] = 'a' in context
            flows:
              - short_name: serial
                mode: serial
                selection: {groups: [serial]}
                pre_execution_script: "order_flow_elements(elements, lambda e: e['context']['element']['name'], reverse=True)"
                execution_script: |
                  one = run_task(short_name='serial-one')
                  run_task(short_name='serial-two')
                  action_status = one['action_status']
                  action_info = '%d %d %d %d %s' % (current, previous, last, first, context['0.context.element.name'])
            """);

        var outcome = await RunAsync("serial");

        Assert.Equal(["0 -1 2 0 serial-3", "1 0 2 0 serial-3", "2 1 2 0 serial-3"], outcome.Elements.OrderBy(e => e.Index).Select(e => e.ActionInfo));
        Assert.All(outcome.Elements, e => Assert.Equal("warning", e.ActionStatus));
        var settings = outcome.Tasks.Where(t => t.Task == "serial-one").OrderBy(t => t.ElementId).Select(t => Result(t, "processing_script_out").GetProperty("seen").ToString()).ToList();
        Assert.Equal("""["abc", 2, 1]""".Replace(" ", "", StringComparison.Ordinal), settings[0].Replace(" ", "", StringComparison.Ordinal));
        var second = outcome.Tasks.Where(t => t.Task == "serial-two").OrderBy(t => t.ElementId).Select(t => Result(t, "management_script")).ToList();
        Assert.Equal(("abc", false), (second[0].GetProperty("x").GetString(), second[0].GetProperty("has_a").GetBoolean()));
    }

    [Fact]
    public async Task Parallel_TwoHundredElements_EachReadsItsOwnEarlierResults()
    {
        await suite.ApplyAsync(Elements("own", 200) + """
            tasks:
              - short_name: own-say
                task_class: cli
                management_script: "context['said'] = element['id']"
              - short_name: own-read
                task_class: cli
                management_script: |
                  said = next(iter(context['tasks'].values()))['management_script']['result']['said']
                  if said != element['id']:
                      raise ValueError('%s read the result of %s' % (element['id'], said))
            flows:
              - {short_name: own, mode: parallel, selection: {groups: [own]}, tasks: [own-say, own-read]}
            """);

        var outcome = await RunAsync("own");

        Assert.Equal((200, 200, 200), (outcome.Elements.Count, outcome.Run.CompletedCount, outcome.Elements.Select(e => e.ElementId).Distinct().Count()));
    }

    [Fact]
    public async Task Mail_ScriptsThatReplaceFixedNames_DoNotReachIt()
    {
        await suite.ApplyAsync(Elements("fixed", 1) + """
            services:
              - {name: fixed, from_email: flux@example.org, custom_to: "a@example.org, b@example.org", subject: "fixed {{ element.name }} {{ task.short_name }} {{ x }}{{ y }}", content: "{{ id }} {{ flow_entry.id }}"}
            tasks:
              - short_name: fixed
                task_class: cli
                service: fixed
                management_script: |
                  context['element'] = {'name': 'forged'}
                  context['task'] = {'short_name': 'forged'}
                  context['x'] = 'shown'
                processing_script: |
                  settings['y'] = 'hidden'
                  settings['action_status'] = 'ok'
            flows:
              - {short_name: fixed, mode: serial, selection: {groups: [fixed]}, tasks: [fixed]}
            """);

        await RunAsync("fixed");

        var mail = Assert.Single(await suite.Mail.GetMailsAsync(), m => m.Subject.StartsWith("fixed ", StringComparison.Ordinal));
        Assert.Equal("fixed fixed-1 fixed shown", mail.Subject);
        Assert.Equal(["a@example.org", "b@example.org"], mail.Recipients);
    }

    [Theory]
    [InlineData("endless", "while True: pass", "", "TASK_TIMEOUT")]
    [InlineData("unset", "", "x = 1", "CONDITION_NOT_SET")]
    [InlineData("raises", "", "raise KeyError('why')", "SCRIPT_EXCEPTION")]
    public async Task BadScript_AnyKind_EndsTheRunWithCauseAndPlace(string name, string management, string condition, string reason)
    {
        await suite.ApplyAsync(Elements(name, 1) + $"""
            tasks:
              - short_name: {name}
                task_class: cli
                timeout: 2s
                management_script: "{management}"
            flows:
              - short_name: {name}
                mode: serial
                selection: {"{"}groups: [{name}]{"}"}
                tasks:
                  - {"{"}task: {name}, condition: "{condition}"{"}"}
            """);

        var outcome = await suite.RunAsync(name);

        Assert.Equal((RunState.Failed, WorkState.Failed), (outcome.Run.State, outcome.Elements.Single().State));
        Assert.Equal(reason, outcome.Elements.Single().Failure.Reason);
        Assert.Equal(condition.Length > 0 ? "condition" : "management_script", outcome.Tasks.Single().Steps[0].Step);
    }

    [Fact]
    public async Task LargeOutput_SixMebibytes_IsKeptWholeAndTenAreRefusedClearly()
    {
        await suite.ApplyAsync(Devices.Flow("large", """
            models: [{short_name: large, model_class: cli, data: "head -c {{ size }} /dev/zero | tr '\\0' x"}]
            tasks: [{short_name: large, task_class: cli, automation_model: large, management_script: "context['size'] = 10485760 if element['name'] == 'large-d2' else 6291456"}]
            """, "large", "parallel"));

        var outcome = await suite.RunAsync("large");

        var tasks = outcome.Tasks.OrderBy(t => t.ElementId).ToList();
        Assert.Equal([WorkState.Completed, WorkState.Failed, WorkState.Completed], tasks.Select(t => t.State));
        var refused = tasks[1].Steps.Single(s => s.Step == "model_commands").Failure;
        Assert.Contains("larger than", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TOO_LARGE", refused.Reason, StringComparison.Ordinal);
        var step = tasks[0].Steps.Single(s => s.Step == "model_commands");
        Assert.True(step.WholeBytes >= 6291456 && step.ResultJson.Length < 1 << 20);
        var read = 0L;
        using var call = suite.Connection.Flow.ReadStepResult(new ReadStepResultRequest { RunId = outcome.Run.Id, TaskResultId = tasks[0].Id, Step = "model_commands" });
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
            read += call.ResponseStream.Current.Text.Length;
        Assert.Equal(step.WholeBytes, read);
    }

    private async Task<RunOutcome> RunAsync(string flow)
    {
        var outcome = await suite.RunAsync(flow);
        Assert.True(outcome.Run.State == RunState.Completed, $"{outcome.Run}\n{string.Join('\n', outcome.Tasks.Where(t => t.State == WorkState.Failed).Take(3))}");
        return outcome;
    }

    // Elements that no task of these connects to.
    private static string Elements(string name, int count) =>
        $"groups: [{{name: {name}}}]\nelements:\n" + string.Concat(Enumerable.Range(1, count).Select(i => $"  - {{name: {name}-{i}, groups: [{name}]}}\n"));

    private static JsonElement Result(TaskResult task, string step) => JsonDocument.Parse(task.Steps.Single(s => s.Step == step).ResultJson).RootElement;
}
