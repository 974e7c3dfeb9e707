using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Integration.Support;

namespace Flux.Integration.Apply;

/// <summary>flux apply against the real services: all or nothing, idempotent, every mistake named.</summary>
[Collection(OneSuite.Name)]
public sealed class ApplyTests(RunningSuite suite)
{
    private const string Good = """
        locations:
          - {name: apply-lab}
        groups:
          - {name: apply-group, weight: 5, variables: {a.b: 1.0}}
        profiles:
          - name: apply-profile
            parameter_groups: [{name: G, parameters: [{variable_name: mtu, type: integer}]}]
        elements:
          - {name: apply-e1, location: apply-lab, profile: apply-profile, groups: [apply-group], settings: {mtu: 1500}}
        models:
          - {short_name: apply-model, model_class: cli, data: "echo {{ element.name }}"}
        services:
          - {name: apply-mail, from_email: a@example.org, custom_to: b@example.org, subject: s, content: c}
        tasks:
          - {short_name: apply-task, task_class: cli, automation_model: apply-model, service: apply-mail}
        flows:
          - {short_name: apply-flow, mode: serial, selection: {groups: [apply-group]}, tasks: [apply-task]}
        """;

    [Fact]
    public async Task Apply_Twice_CreatesThenChangesNothingThenOnlyWhatDiffers()
    {
        var (code, first) = await ApplyAsync(Good);
        Assert.Equal(0, code);
        Assert.Equal(["created"], first.GetProperty("resources").EnumerateArray().Select(Outcome).Distinct());
        var (_, second) = await ApplyAsync(Good);
        Assert.Equal(["unchanged"], second.GetProperty("resources").EnumerateArray().Select(Outcome).Distinct());
        var (_, third) = await ApplyAsync(Good.Replace("mtu: 1500", "mtu: 9000", StringComparison.Ordinal).Replace("weight: 5", "weight: 6", StringComparison.Ordinal));
        Assert.Equal(["apply-group", "apply-e1"], third.GetProperty("resources").EnumerateArray().Where(resource => Outcome(resource) == "changed").Select(resource => resource.GetProperty("name").GetString()));
        Assert.Equal(6, third.GetProperty("resources").EnumerateArray().Count(resource => Outcome(resource) == "unchanged"));
    }

    [Fact]
    public async Task Apply_DryRun_SaysWhatWouldHappenAndWritesNothing()
    {
        var (code, document) = await ApplyAsync("locations: [{name: never-there}]\n", "--dry-run");
        Assert.Equal(0, code);
        Assert.Equal("created", Outcome(document.GetProperty("resources")[0]));
        await AssertNothingWrittenAsync();
    }

    // Each text is added to a good location, so that "nothing was changed" can fail.
    [Theory]
    [InlineData("elements:\n  - name: bad\n    adress: x\n", 4, "elements[0].adress", "unknown key")]
    [InlineData("elements:\n  - {name: bad, location: lba-never}\n", 3, "elements[0].location", "lba-never")]
    [InlineData("elements:\n  - {name: bad, profile: nope}\n", 3, "elements[0].profile", "nope")]
    [InlineData("elements:\n  - name: bad\n    groups: [nope]\n", 4, "elements[0].groups[0]", "nope")]
    [InlineData("elements:\n  - {name: bad}\n  - {name: bad}\n", 4, "elements[1].name", "declared twice")]
    [InlineData("elements:\n  - name: bad\n    transport_settings: {port: high}\n", 4, "elements[0].transport_settings", "port")]
    [InlineData("elements:\n  - name: bad\n    settings:\n      mtu: many\n", 5, "elements[0].settings.mtu", "")]
    [InlineData("groups:\n  - {name: bad, weight: heavy}\n", 3, "groups[0].weight", "whole number")]
    [InlineData("models:\n  - {short_name: bad, model_class: cli, data: '{% for %}'}\n", 3, "models[0].data", "for")]
    [InlineData("tasks:\n  - {short_name: bad, task_class: cli, automation_model: nope}\n", 3, "tasks[0].automation_model", "nope")]
    [InlineData("tasks:\n  - {short_name: bad, task_class: cli, service: nope}\n", 3, "tasks[0].service", "nope")]
    [InlineData("tasks:\n  - short_name: bad\n    task_class: cli\n    management_script: |\n      a = 1\n      b = = 2\n", 7, "tasks[0].management_script", "line 2")]
    [InlineData("flows:\n  - {short_name: bad, mode: serial, selection: {groups: [nope]}}\n", 3, "flows[0].selection.groups[0]", "neither in this file nor stored")]
    [InlineData("flows:\n  - {short_name: bad, mode: serial, tasks: [nope]}\n", 3, "flows[0].tasks[0]", "nope")]
    [InlineData("services:\n  - {name: bad, from_email: no address, custom_to: b@example.org}\n", 3, "services[0].from_email", "")]
    public async Task Apply_Mistake_NamesFileLineAndFieldAndChangesNothing(string text, int line, string path, string message)
    {
        var (code, document) = await ApplyAsync("locations: [{name: never-there}]\n" + text);
        Assert.Equal(1, code);
        Assert.Contains(document.GetProperty("errors").EnumerateArray(), error =>
            error.GetProperty("line").GetInt32() == line
            && error.GetProperty("path").GetString()!.StartsWith(path, StringComparison.Ordinal)
            && error.GetProperty("message").GetString()!.Contains(message, StringComparison.Ordinal)
            && error.GetProperty("file").GetString() == "file.yaml");
        await AssertNothingWrittenAsync();
    }

    [Fact]
    public async Task Apply_MistakesOfFileAndServices_ComeTogether()
    {
        var (_, document) = await ApplyAsync("elements:\n  - {name: a, adress: x}\n  - {name: b, location: nope}\nflows:\n  - {short_name: f, mode: serial, selection: {groups: [nope]}, execution_script: pass}\n");
        Assert.Equal([2, 3, 5], document.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("line").GetInt32()));
    }

    private static string? Outcome(JsonElement resource) => resource.GetProperty("outcome").GetString();

    private async Task<(int Code, JsonElement Document)> ApplyAsync(string yaml, params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(suite.Folder, "file.yaml"), yaml);
        var (code, output, errors) = await FluxProgram.RunAsync(suite.Folder, ["apply", "-f", "file.yaml", "--json", "--data", suite.Data, .. arguments]);
        Assert.True(output.Length > 0, errors);
        return (code, JsonDocument.Parse(output).RootElement);
    }

    private async Task AssertNothingWrittenAsync()
    {
        var locations = await suite.Connection.Inventory.ListLocationsAsync(new ListLocationsRequest());
        Assert.DoesNotContain(locations.Locations, location => location.Name == "never-there");
    }
}
