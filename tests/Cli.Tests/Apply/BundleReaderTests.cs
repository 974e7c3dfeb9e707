using Flux.Cli.Apply;
using Flux.Cli.Yaml;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;

namespace Flux.Cli.Tests.Apply;

public sealed class BundleReaderTests
{
    [Fact]
    public void Read_EveryKindOfField_FillsTheRequests()
    {
        var bundle = ReadGood("""
            locations: [{name: lab, latitude: 59, longitude: -18.5}]
            groups:
              - name: routers
                weight: 10
                variables: {ntp.server: 192.0.2.10, mtu: 1500, ratio: 1.0, community: {value: s3cret, secret: true}, tree: {a: [1]}}
            profiles:
              - name: router
                parameter_groups:
                  - {name: Facts, variable_root: facts, parameters: [{variable_name: up, type: boolean, default: false}, {variable_name: mode, type: choice, choices: [a, b]}]}
            elements:
              - {name: r1, is_active: false, groups: [routers], transport_settings: {port: 22}, settings: {facts.up: true}, serial_number: 0012}
            models: [{short_name: m, model_class: cli, data: "show version"}]
            tasks:
              - {short_name: t, task_class: rest, timeout: 1m30s, http: {method: GET, headers: {X-Retries: 3}}}
            flows:
              - {short_name: f, mode: parallel, selection: {groups: [routers], active_only: true}, tasks: [t, {task: t, condition: condition = True}]}
            services: [{name: mail, custom_to: [a@example.org, b@example.org]}]
            templates:
            """);
        var group = Assert.Single(bundle.Inventory.Groups);
        Assert.Equal(["\"192.0.2.10\"", "1500", "1.0", "\"s3cret\"", "{\"a\":[1]}"], group.Variables.Select(variable => variable.ValueJson));
        Assert.Equal("community", Assert.Single(group.Variables, variable => variable.Secret).Name);
        var element = Assert.Single(bundle.Inventory.Elements);
        Assert.Equal(("r1", false, "{\"port\":22}", "0012"), (element.Element.Name, element.Element.IsActive, element.Element.TransportSettingsJson, element.Element.SerialNumber));
        Assert.Equal(new Setting { Key = "facts.up", ValueJson = "true" }, Assert.Single(element.Settings));
        var parameters = Assert.Single(Assert.Single(bundle.Inventory.Profiles).ParameterGroups).Parameters;
        Assert.Equal([(ParameterType.Boolean, "false"), (ParameterType.Choice, "")], parameters.Select(parameter => (parameter.Type, parameter.DefaultJson)));
        var task = Assert.Single(bundle.Definitions.Tasks);
        Assert.Equal((TaskClass.Rest, 90, "3"), (task.TaskClass, task.Timeout.Seconds, task.Http.Headers["X-Retries"]));
        var flow = Assert.Single(bundle.Definitions.Flows);
        Assert.Equal(ExecutionMode.Parallel, flow.Mode);
        Assert.Equal([("t", ""), ("t", "condition = True")], flow.Tasks.Select(step => (step.Task, step.Condition)));
        Assert.Equal("a@example.org, b@example.org", Assert.Single(bundle.Notification.Services).CustomTo);
        Assert.Equal(-18.5, Assert.Single(bundle.Inventory.Locations).Longitude);
    }

    [Fact]
    public void Read_MailService_TakesHyphensHeadersAndFiles()
    {
        var service = Assert.Single(ReadGood("""
            services:
              - name: mail
                from-email: flux@example.org
                custom-to: [a@example.org]
                reply_to: b@example.org
                headers: {X-Element: "{{ element.name }}"}
                attachments: [{file-name: out.txt, value: tasks.12.model_commands.result}]
            """).Notification.Services);

        Assert.Equal(("flux@example.org", "a@example.org", "b@example.org"), (service.FromEmail, service.CustomTo, service.ReplyTo));
        Assert.Equal("{{ element.name }}", service.Headers["X-Element"]);
        Assert.Equal(("out.txt", "tasks.12.model_commands.result"), (service.Attachments.Single().FileName, service.Attachments.Single().Value));
    }

    [Theory]
    [InlineData("services: [{name: m, from-email: a, from_email: b}]", "1:37: services[0].from_email: 'from_email' is given twice")]
    [InlineData("elments: []", "1:1: elments: unknown top-level list (did you mean 'elements'?)")]
    [InlineData("elements: {name: r1}", "1:11: elements: must be a list of elements, not a mapping")]
    [InlineData("elements: [r1]", "1:12: elements[0]: must be a mapping of")]
    [InlineData("elements: [{name: r1, adress: x}]", "1:23: elements[0].adress: unknown key")]
    [InlineData("elements: [{name: r1, id: 5}]", "1:23: elements[0].id: unknown key")]
    [InlineData("elements: [{name: r1, element: {}}]", "1:23: elements[0].element: unknown key")]
    [InlineData("elements: [{name: r1, managment_address: x}]", "1:23: elements[0].managment_address: unknown key (did you mean 'management_address'?)")]
    [InlineData("elements: [{name: r1, groups: routers}]", "1:31: elements[0].groups: must be a list, not text")]
    [InlineData("elements: [{name: r1, groups: [a, {b: c}]}]", "1:35: elements[0].groups[1]: must be text, not a mapping")]
    [InlineData("elements: [{name: r1, is_active: maybe}]", "1:34: elements[0].is_active: must be true or false, not 'maybe'")]
    [InlineData("elements: [{name: r1, settings: [a]}]", "1:33: elements[0].settings: must be a mapping of names to values, not a list")]
    [InlineData("elements: [{name: a}, {name: b}, {name: a}]", "1:41: elements[2].name: 'a' is declared twice, first in line 1")]
    [InlineData("elements: [{location: lab}]", "1:12: elements[0]: needs a name")]
    [InlineData("groups: [{name: g, weight: heavy}]", "1:28: groups[0].weight: must be a whole number, not 'heavy'")]
    [InlineData("groups: [{name: g, weight: 1.5}]", "1:28: groups[0].weight: must be a whole number, not the number 1.5")]
    [InlineData("groups: [{name: g, weight: 4294967296}]", "1:28: groups[0].weight: must be a whole number")]
    [InlineData("groups: [{name: g, variables: {v: {value: 1, secret: sure}}}]", "1:54: groups[0].variables.v.secret: must be true or false")]
    [InlineData("groups: [{name: g, variables: {v: {secret: true}}}]", "1:35: groups[0].variables.v: the long form of a variable needs a value")]
    [InlineData("models: [{short_name: m, model_class: clii}]", "1:39: models[0].model_class: must be one of cli, text, json, xml, block, ttp, pyms, pyps, textfsm, not 'clii' (did you mean 'cli'?)")]
    [InlineData("models: [{name: m}]", "1:10: models[0]: needs a short_name")]
    [InlineData("tasks: [{short_name: t, timeout: soon}]", "1:34: tasks[0].timeout: must be a duration such as 90s, 5m or 1h, not 'soon'")]
    [InlineData("flows: [{short_name: f, selection: {group: [a]}}]", "1:37: flows[0].selection.group: unknown key (did you mean 'groups'?)")]
    [InlineData("flows: [{short_name: f, tasks: [{tsk: a}]}]", "1:34: flows[0].tasks[0].tsk: unknown key (did you mean 'task'?)")]
    [InlineData("profiles: [{name: p, parameter_groups: [{name: a, parameters: [{type: int}]}]}]", "1:71: profiles[0].parameter_groups[0].parameters[0].type: must be one of string, integer, float, boolean, json, choice, secret, not 'int'")]
    public void Read_Mistake_NamesPlaceFieldAndRemedy(string text, string error)
    {
        var errors = new SourceErrors("f.yaml");
        BundleReader.Read(text, Plain, errors);
        Assert.StartsWith("f.yaml:" + error, Assert.Single(errors.All).ToString());
    }

    [Fact]
    public void Read_ManyMistakes_ReportsAllInOrderOfTheFile()
    {
        var errors = new SourceErrors("f.yaml");
        BundleReader.Read("groups:\n  - name: g\n    wieght: 1\nelements:\n  - name: ${R}\n    groups: g\nflws: []\n", Plain, errors);
        Assert.Equal([3, 5, 5, 6, 7], errors.All.Select(error => error.Position.Line));
    }

    [Theory]
    [InlineData("elements[1].element.groups[0]", "elements[1].groups[0]", 5)]
    [InlineData("elements[1].groups[7]", "elements[1].groups", 5)]
    [InlineData("elements[1].settings[0].value_json", "elements[1].settings.facts.mtu", 7)]
    [InlineData("elements[1].element.transport_settings_json", "elements[1].transport_settings", 9)]
    [InlineData("elements[1].element.transport_settings_json.port", "elements[1].transport_settings.port", 9)]
    [InlineData("elements[1].password", "elements[1]", 4)]
    public void Places_FieldOfAService_LeadBackToTheFile(string field, string path, int line)
    {
        var bundle = ReadGood("""
            elements:
              - name: r0
            # a comment
              - name: r1
                groups: [a]
                settings:
                  facts.mtu: 9000
                transport_settings:
                  port: 22
            """);
        var place = bundle.Places.Find(field);
        Assert.Equal((path, line), (place!.Path, place.Position.Line));
        Assert.Null(bundle.Places.Find("groups[0].name"));
    }

    private static Bundle ReadGood(string text)
    {
        var errors = new SourceErrors("f.yaml");
        var bundle = BundleReader.Read(text, Plain, errors);
        Assert.Empty(errors.All.Select(error => error.ToString()));
        return bundle;
    }

    private static Substitution Plain { get; } = new(new Dictionary<string, string>(), _ => null);
}
