using System.Text.Json;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Integration.Support;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Runs;

/// <summary>The examples that follow strictly from FLUX's public text, those that <see cref="AcceptanceTests"/> does not show; there is the list of all of them.</summary>
[Collection(OneSuite.Name)]
public sealed class ExampleRuleTests(RunningSuite suite)
{
    [Fact]
    public async Task Context_VariablesSettingsAndScript_ReachModelScriptsAndMail()
    {
        await suite.ApplyAsync(Devices.Flow("reach", """
            profiles:
              - name: reach
                parameter_groups: [{name: net, variable_root: net, instanced: true, parameters: [{variable_name: hostname}, {variable_name: kept}]}]
            models:
              - {short_name: reach, model_class: cli, data: "echo {{ a }} {{ if.description }} {{ net.0.hostname }}"}
              - {short_name: reach-ps, model_class: pyps, data: "output['raw'] = data"}
              - {short_name: reach-ms, model_class: pyms, data: "output['commands'] = ['echo [%s] %s' % (data, context['element']['name'])]"}
            services: [{name: reach, from_email: flux@example.org, custom_to: noc@example.org, subject: "reach {{ a }} {{ element.name }}", content: x}]
            tasks:
              - short_name: reach
                task_class: cli
                automation_model: reach
                processing_model: reach-ps
                service: reach
                management_script: |
                  context['a'] = 1
                  context['seen'] = [context['if']['description'], context['net']['0']['hostname'], 'flow' in context, 'tasks' in context]
                processing_script: |
                  settings['net.0.kept'] = data['raw'].strip()
                  settings['a'] = context['a']
                  settings['action_status'] = 'warning'
              - {short_name: reach-ms, task_class: cli, automation_model: reach-ms}
            """, "reach, reach-ms", change: (device, yaml) => yaml + $"    profile: reach\n    settings: {"{"}net.0.hostname: host-{device}{"}"}\n")
            .Replace("[{name: reach}]", "[{name: reach, variables: {if.description: uplink}}]", StringComparison.Ordinal));

        var outcome = await suite.RunAsync("reach");

        Assert.True(outcome.Run.State == RunState.Completed, $"{outcome.Run} {string.Join('\n', outcome.Elements)}");
        var first = outcome.Tasks.Where(t => t.Task == "reach").OrderBy(t => t.ElementId).First();
        Assert.Equal("1 uplink host-d1", Result(first, "model_commands").GetString()!.Trim());
        Assert.Equal("""["uplink","host-d1",true,true]""", JsonSerializer.Serialize(Result(first, "management_script").GetProperty("seen")));
        Assert.Equal(("warning", 1), (first.ActionStatus, Result(first, "processing_script_out").GetProperty("a").GetInt32()));
        var second = outcome.Tasks.Where(t => t.Task == "reach-ms").OrderBy(t => t.ElementId).First();
        // A pyms model has the empty text as data.
        Assert.Equal("[] reach-d1", Result(second, "model_commands").GetString()!.Trim());
        Assert.Contains(await suite.Mail.GetMailsAsync(), m => m.Subject == "reach 1 reach-d1");
        Assert.Contains("kept", Result(first, "element_data_mapped").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_StandaloneTask_HasNeitherFlowNorTasks()
    {
        await suite.ApplyAsync("elements: [{name: alone}]\ntasks: [{short_name: alone, task_class: cli, management_script: \"context['has'] = ['flow' in context, 'tasks' in context]\"}]\n");
        var element = (await suite.Connection.Inventory.GetElementAsync(new GetElementRequest { Name = "alone" })).Element;

        var outcome = await suite.EndAsync((await suite.Connection.Flow.RunTaskAsync(new RunTaskRequest { Task = "alone", ElementId = element.Id })).Run.Id);

        Assert.Equal("[false,false]", JsonSerializer.Serialize(Result(outcome.Tasks.Single(), "management_script").GetProperty("has")));
    }

    [Fact]
    public async Task Flow_SecondTask_ReadsTheFirstByItsKey()
    {
        await suite.ApplyAsync("groups: [{name: key}]\nelements: [{name: key, groups: [key]}]\ntasks: [{short_name: key-first, task_class: cli, management_script: \"context['x'] = 'of the first'\"}]\n");
        var key = (await suite.Connection.Flow.GetTaskAsync(new GetTaskRequest { ShortName = "key-first" })).Task.Id;
        await suite.ApplyAsync($"""
            tasks: [{"{"}short_name: key-second, task_class: cli, management_script: "context['read'] = context['tasks']['{key}']['management_script']['result']['x']"{"}"}]
            flows: [{"{"}short_name: key, mode: serial, selection: {"{"}groups: [key]{"}"}, tasks: [key-first, key-second]{"}"}]
            """);

        var outcome = await suite.RunAsync("key");

        Assert.Equal("of the first", Result(outcome.Tasks.Single(t => t.Task == "key-second"), "management_script").GetProperty("read").GetString());
    }

    [Fact]
    public async Task Parallel_ThreeElements_ScriptRunsOnceAndEachTaskEndsBeforeTheNextBegins()
    {
        await suite.ApplyAsync(Three("once", "parallel") + """
                execution_script: |
                  run_task(short_name='once-one')
                  run_task(short_name='once-two')
                  action_info = 'for all of them'
            tasks: [{short_name: once-one, task_class: cli}, {short_name: once-two, task_class: cli}]
            """);

        var outcome = await suite.RunAsync("once");

        Assert.True(outcome.Run.State == RunState.Completed, $"{outcome.Run}");
        var lines = (await suite.Connection.Flow.ListRunLogsAsync(new ListRunLogsRequest { RunId = outcome.Run.Id, PageSize = 1000 })).Lines;
        var story = lines.Where(l => l.Kind == LogLineKind.Task).Select(l => l.Task).ToList();
        // Each task begins and ends for each of the three. What the script says is the run's, not an element's.
        Assert.Equal([.. Enumerable.Repeat("once-one", 6), .. Enumerable.Repeat("once-two", 6)], story);
        Assert.Equal("for all of them", outcome.Run.ActionInfo);
    }

    [Theory]
    [InlineData("filter_flow_elements(elements, lambda e: False)", "", 0)]
    [InlineData("", "condition = False", 3)]
    public async Task Flow_FilterOrConditionThatRefusesAll_RunsNoTask(string filter, string condition, int elements)
    {
        var name = "none" + elements;
        await suite.ApplyAsync(Three(name, "serial") + $"""
                pre_execution_script: "{filter}"
                tasks: [{"{"}task: {name}, condition: "{condition}"{"}"}]
            tasks: [{"{"}short_name: {name}, task_class: cli{"}"}]
            """);

        var outcome = await suite.RunAsync(name);

        Assert.Equal((RunState.Completed, elements), (outcome.Run.State, outcome.Elements.Count));
        Assert.All(outcome.Tasks, t => Assert.Equal((WorkState.Skipped, 0), (t.State, t.Steps.Count)));
        Assert.All(outcome.Elements, e => Assert.Equal(WorkState.Skipped, e.State));
    }

    [Fact]
    public async Task Order_ByTheLeaderOfTheContext_PutsTheMasterLast()
    {
        await suite.ApplyAsync(Three("order", "serial", "{name: order-2, groups: [order, order-master]}") + """
                pre_execution_script: "order_flow_elements(elements, lambda e: e['context'].get('patroni_leader') == 'master', reverse=False)"
                tasks: [order]
            tasks: [{short_name: order, task_class: cli}]
            """);

        var outcome = await suite.RunAsync("order");

        Assert.Equal(["order-1", "order-3", "order-2"], outcome.Elements.OrderBy(e => e.Index).Select(e => e.ElementName));
    }

    // Three elements, and the beginning of a flow to which keys can be added.
    private static string Three(string name, string mode, string? second = null) => $"""
        groups: [{"{"}name: {name}{"}"}, {"{"}name: {name}-master, variables: {"{"}patroni_leader: master{"}"}{"}"}]
        elements: [{"{"}name: {name}-1, groups: [{name}]{"}"}, {second ?? $"{"{"}name: {name}-2, groups: [{name}]{"}"}"}, {"{"}name: {name}-3, groups: [{name}]{"}"}]
        flows:
          - short_name: {name}
            mode: {mode}
            selection: {"{"}groups: [{name}]{"}"}

        """;

    private static JsonElement Result(TaskResult task, string step) => JsonDocument.Parse(task.Steps.Single(s => s.Step == step).ResultJson).RootElement;
}
