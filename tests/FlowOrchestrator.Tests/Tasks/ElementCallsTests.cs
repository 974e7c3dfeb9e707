using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Tasks;

/// <summary>What the scripts of a task reach through <c>element</c>, <c>config</c> and <c>wait_for_connect</c>.</summary>
public sealed class ElementCallsTests
{
    [Theory]
    [InlineData("element.fetch", "{}", """{"fields":{"id":1,"name":"r1"},"settings":{"ntp":{"server":"192.0.2.1"}}}""")]
    [InlineData("element.update", """{"field": "notes", "value": "seen"}""", "null")]
    [InlineData("element.update", """{"field": "status", "value": false}""", "null")]
    [InlineData("element.set", """{"key": "known.a", "value": 1.0}""", "null")]
    [InlineData("wait_for_connect", """{"timeout": 1, "retry": 2, "sleep": 0.5, "user_msg": null}""", "true")]
    public async Task Call_Allowed_Answers(string function, string arguments, string expected)
    {
        var (answer, error, _) = await CallAsync(function, arguments);

        Assert.Null(error);
        Assert.Equal(expected, Json.Write(answer));
    }

    [Theory]
    [InlineData("element.update", """{"field": "status", "value": "up"}""", "ValueError")]
    [InlineData("element.update", """{"field": "password", "value": "x"}""", "PermissionError")]
    [InlineData("element.set", """{"key": "strange", "value": 1}""", "LookupError")]
    [InlineData("run_task", """{"short_name": "a"}""", "RuntimeError")]
    [InlineData("wait_for_connect", """{"retry": 10000000000}""", "ValueError")]
    [InlineData("wait_for_connect", """{"timeout": "x"}""", "ValueError")]
    [InlineData("wait_for_connect", """{"sleep": -1}""", "ValueError")]
    [InlineData("wait_for_connect", """{"sleep": 1e300}""", "ValueError")]
    [InlineData("config.save", """{"text": "x", "required_approvement_percentage": 1.5}""", "ValueError")]
    [InlineData("config.save", """{"text": "x", "audit_value": "100"}""", "ValueError")]
    [InlineData("config.save", """{"text": "x", "approved": {}}""", "ValueError")]
    public async Task Call_NotAllowed_Raises(string function, string arguments, string expected)
    {
        var (_, error, _) = await CallAsync(function, arguments);

        Assert.Equal(expected, error?.Type);
    }

    [Fact]
    public async Task Call_Configurations_AreStoredWithTheirAuditAndReadBack()
    {
        var (none, _, _) = await CallAsync("config.last", "{}");
        Assert.Null(none);

        const string save = """{"text": "hostname r1", "klass": "txt", "section": "core", "version": "1.7", "required_approvement_percentage": 85, "audit_value": 90, "approved": true, "checks": [{"check": "check_key_matches", "passed": true}]}""";
        var (answer, error, lab) = await CallAsync("config.save", save);
        Assert.Null(error);
        Assert.True((bool)answer!["saved"]!);
        var stored = lab.Configurations.Saved.Single();
        Assert.Equal((1, "hostname r1", "core", "1.7", 85, 90, true), (stored.ElementId, stored.Text, stored.Section, stored.Version, stored.RequiredApprovementPercentage, stored.AuditValue, stored.Approved));
        Assert.Contains("check_key_matches", stored.ChecksJson, StringComparison.Ordinal);
        Assert.StartsWith("run/", stored.Actor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Writes_ReachTheInventoryInTheRunsName()
    {
        var (_, _, lab) = await CallAsync("element.update", """{"field": "notes", "value": "seen"}""");
        Assert.Equal((1, "notes", "seen"), lab.Inventory.Updates.Single());

        (_, _, lab) = await CallAsync("element.set", """{"key": "known.a", "value": 1.0}""");
        var save = lab.Inventory.Saves.Single();
        Assert.Equal(("""{"known.a":1.0}""", false), (save.SettingsJson, save.FromDevice));
        Assert.StartsWith("run/", save.Actor, StringComparison.Ordinal);
    }

    private static async Task<(JsonNode? Answer, ScriptCallException? Error, FlowLab Lab)> CallAsync(string function, string arguments)
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Contexts.Extra[1] = new JsonObject { ["ntp"] = new JsonObject { ["server"] = "192.0.2.1" } };
        JsonNode? answer = null;
        ScriptCallException? error = null;
        lab.Scripts.Add("mgmt", async script =>
        {
            try
            {
                answer = await script.CallAsync(function, Json.ParseObject(arguments));
            }
            catch (ScriptCallException e)
            {
                error = e;
            }
            return [];
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "mgmt" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);
        var run = await lab.RunAsync("f");
        Assert.Equal(RunState.Completed, run.Run.State);
        return (answer, error, lab);
    }
}
