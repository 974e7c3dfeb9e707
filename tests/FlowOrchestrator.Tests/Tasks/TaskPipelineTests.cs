using System.Text.Json.Nodes;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Tests.Fakes;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Tasks;

/// <summary>The rules of semantics 3, each as a run of one full task on one element.</summary>
public sealed class TaskPipelineTests
{
    private const string AllSteps =
        "management_script:Ok process_model:Ok connect:Ok model_commands:Ok processing_model_out:Ok processing_script_out:Ok element_data_mapped:Ok execute_service:Ok finish:Ok";

    [Fact]
    public async Task Run_FullTask_RunsEveryStepInOrder()
    {
        await using var lab = await FullTaskAsync();

        var run = await lab.RunAsync("f");

        Assert.Equal(AllSteps, string.Join(' ', RunView.Steps(run.Tasks.Single())));
        Assert.Equal(RunState.Completed, run.Run.State);
        Assert.Equal(("ok", "parsed"), (run.Tasks[0].ActionStatus, run.Tasks[0].ActionInfo));
        Assert.Equal("\"10.1\"", lab.Inventory.Settings[(1, "known.version")]);
    }

    [Theory]
    [InlineData("management_script", "management_script:Error finish:Ok")]
    [InlineData("process_model", "management_script:Ok process_model:Error finish:Ok")]
    [InlineData("connect", "management_script:Ok process_model:Ok connect:Error finish:Ok")]
    [InlineData("model_commands", "management_script:Ok process_model:Ok connect:Ok model_commands:Error finish:Ok")]
    [InlineData("processing_model_out", "management_script:Ok process_model:Ok connect:Ok model_commands:Ok processing_model_out:Error finish:Ok")]
    [InlineData(
        "processing_script_out",
        "management_script:Ok process_model:Ok connect:Ok model_commands:Ok processing_model_out:Ok processing_script_out:Error finish:Ok")]
    public async Task Run_StepFails_EndsThePipelineButFinishes(string step, string expected)
    {
        await using var lab = await FullTaskAsync();
        Break(lab, step);

        var run = await lab.RunAsync("f");

        var task = run.Tasks.Single();
        Assert.Equal(expected, string.Join(' ', RunView.Steps(task)));
        Assert.Equal(WorkState.Failed, task.State);
        Assert.Equal(WorkState.Failed, run.Elements.Single().State);
        Assert.Equal(task.Steps.Single(s => s.Failure is not null).Failure, run.Elements[0].Failure);
        Assert.Empty(lab.Devices.Open);
        var kept = lab.Contexts.Tasks(run.Run.Id, 1)[task.TaskId.ToString()]!;
        Assert.Equal("ERROR", (string?)kept[step]!["status"]);
        Assert.NotNull(kept[step]!["error"]!["message"]);
    }

    [Fact]
    public async Task Run_EverythingWell_KeepsExactlyTheSevenStepsForScripts()
    {
        await using var lab = await FullTaskAsync();

        var run = await lab.RunAsync("f");

        var kept = lab.Contexts.Tasks(run.Run.Id, 1)[run.Tasks[0].TaskId.ToString()]!.AsObject();
        Assert.Equal(
            ["management_script", "process_model", "model_commands", "processing_model_out", "processing_script_out", "element_data_mapped", "execute_service"],
            kept.Select(p => p.Key));
        Assert.Equal("answer to show r1", (string?)kept["model_commands"]!["result"]);
        Assert.Equal("show r1", (string?)kept["process_model"]!["result"]);
    }

    [Fact]
    public async Task Run_ManagementScriptChangesContext_ReachesModelAndLaterScriptsButNotTheNextTask()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Scripts.Add("mgmt", _ => new JsonObject { ["context"] = new JsonObject { ["mine"] = "x1" } });
        JsonNode? seen = null, later = "unset";
        lab.Scripts.Add("proc", script => Outputs(seen = script.Context["mine"]!.DeepClone()));
        lab.Scripts.Add("other", script => Outputs(later = script.Context["mine"]));
        await lab.ApplyAsync(
            [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show {{ mine }}" }],
            [
                new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "mgmt", AutomationModel = "m", ProcessingScript = "proc" },
                new() { ShortName = "b", TaskClass = TaskClass.Cli, ProcessingScript = "other" },
            ],
            [lab.NewFlow("f", ExecutionMode.Serial, async script =>
            {
                await script.RunTaskAsync("a");
                await script.RunTaskAsync("b");
            })]);

        await lab.RunAsync("f");

        Assert.Equal((1, "show x1"), lab.Devices.Sent.Single());
        Assert.Equal("x1", (string?)seen);
        Assert.Null(later);
    }

    [Theory]
    [InlineData("", "from the store", "from the store")]
    [InlineData("from the device", "from the store", "from the device")]
    [InlineData("", "", "")]
    public async Task Run_CustomOutput_StandsInOnlyForAnEmptyAnswer(string device, string custom, string expected)
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Devices.Answer = (_, command, _) => Task.FromResult(new CommandResult { Command = command, Output = device });
        lab.Scripts.Add("mgmt", _ => new JsonObject { ["context"] = new JsonObject { ["automation_custom_output"] = custom } });
        string? seen = null;
        lab.Scripts.Add("proc", script => Outputs(seen = (string?)script.Inputs["data"]!["output"]));
        await lab.ApplyAsync(
            [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show" }],
            [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "mgmt", AutomationModel = "m", ProcessingScript = "proc" }],
            [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);

        await lab.RunAsync("f");

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Run_SettingsOfUnknownParameters_StayInTheResultWithAWarning()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Scripts.Add("proc", _ => new JsonObject { ["settings"] = new JsonObject { ["known.a"] = 1, ["strange"] = 2, ["action_status"] = "warning" } });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ProcessingScript = "proc" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal("""{"known.a":1,"strange":2}""", lab.Inventory.Saves.Single().SettingsJson);
        Assert.True(lab.Inventory.Saves.Single().FromDevice);
        Assert.Equal("""{"known.a":1}""", run.Tasks[0].Steps.Single(s => s.Step == "element_data_mapped").ResultJson);
        Assert.Contains("strange", run.Tasks[0].Warnings.Single(), StringComparison.Ordinal);
        Assert.Equal("warning", run.Tasks[0].ActionStatus);
        Assert.Equal(RunState.Completed, run.Run.State);
    }

    [Fact]
    public async Task Run_TaskTimesOut_FailsTheStepUnderWayAndFinishes()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Scripts.Add("mgmt", async script =>
        {
            await Task.Delay(Timeout.Infinite, script.Token);
            return [];
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "mgmt", Timeout = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(20)) }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal(["management_script:Error", "finish:Ok"], RunView.Steps(run.Tasks.Single()));
        Assert.Equal("TASK_TIMEOUT", run.Elements.Single().Failure.Reason);
    }

    [Fact]
    public async Task Run_NumbersOfAnySize_KeepTheirText()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        const string numbers = """{"a":9007199254740993,"b":1.0,"c":1,"d":1e400}""";
        lab.Contexts.Extra[1] = JsonNode.Parse(numbers)!.AsObject();
        lab.Scripts.Add("proc", script => new JsonObject
        {
            ["settings"] = new JsonObject(script.Context.Where(p => p.Key.Length == 1).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))),
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ProcessingScript = "proc" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal(numbers, lab.Inventory.Saves.Single().SettingsJson);
        Assert.Equal(numbers, run.Tasks[0].Steps.Single(s => s.Step == "processing_script_out").ResultJson);
    }

    [Theory]
    [InlineData("""{"ok":true}""", 200, true, "Completed")]
    [InlineData("no json", 200, false, "Completed")]
    [InlineData("gone", 404, false, "Failed")]
    public async Task Run_RestTask_GivesTheAnswerInParts(string body, int status, bool json, string state)
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        HttpRequestRequest? sent = null;
        lab.Devices.Http = request =>
        {
            sent = request;
            return new HttpRequestResponse { StatusCode = status, Body = Google.Protobuf.ByteString.CopyFromUtf8(body), Headers = { ["server"] = "s" } };
        };
        JsonNode? data = null;
        lab.Scripts.Add("proc", script => Outputs(data = script.Inputs["data"]!.DeepClone()));
        await lab.ApplyAsync(
            [new() { ShortName = "m", ModelClass = ModelClass.Json, Data = """{"name": "{{ element.name }}"}""" }],
            [
                new()
                {
                    ShortName = "a",
                    TaskClass = TaskClass.Rest,
                    AutomationModel = "m",
                    ProcessingScript = status < 400 ? "proc" : "",
                    Http = new HttpSettings { Method = "PUT", Path = "/x/{{ element.id }}", Headers = { ["x-name"] = "{{ element.name }}" } },
                },
            ],
            [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal(("PUT", "/x/1", "r1", "application/json"), (sent!.Method, sent.Path, sent.Headers["x-name"], sent.Headers["content-type"]));
        Assert.Equal("""{"name": "r1"}""", sent.Body.ToStringUtf8());
        Assert.Equal(state, run.Elements[0].State.ToString());
        if (status >= 400)
            return;
        Assert.Equal(status, (int)data!["status_code"]!);
        Assert.Equal(body, (string?)data["body"]);
        Assert.Equal("s", (string?)data["headers"]!["server"]);
        Assert.Equal(json, data.AsObject().ContainsKey("json"));
    }

    /// <summary>A flow "f" of one task that has every step.</summary>
    private static async Task<FlowLab> FullTaskAsync()
    {
        var lab = await FlowLab.StartAsync(elements: 1);
        lab.Scripts.Add("mgmt", _ => new JsonObject { ["context"] = new JsonObject { ["asked"] = true } });
        lab.Scripts.Add("parse", script => new JsonObject { ["output"] = new JsonObject { ["known.length"] = ((string)script.Inputs["data"]!).Length } });
        lab.Scripts.Add("proc", _ => new JsonObject
        {
            ["settings"] = new JsonObject { ["known.version"] = "10.1", ["action_status"] = "ok", ["action_info"] = "parsed" },
        });
        await lab.ApplyAsync(
            [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show {{ element.name }}" }, new() { ShortName = "p", ModelClass = ModelClass.Pyps, Data = "parse" }],
            [
                new()
                {
                    ShortName = "a",
                    TaskClass = TaskClass.Cli,
                    ManagementScript = "mgmt",
                    AutomationModel = "m",
                    ProcessingModel = "p",
                    ProcessingScript = "proc",
                    Service = "noc-mail",
                },
            ],
            [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);
        return lab;
    }

    private static void Break(FlowLab lab, string step)
    {
        switch (step)
        {
            case "management_script":
                lab.Scripts.Add("mgmt", _ => FakeScript.Raise("broken"));
                break;
            case "process_model":
                lab.Scripts.BrokenTemplates = true;
                break;
            case "connect":
                lab.Devices.Unreachable[1] = new FailureException(Failures.Of("UNREACHABLE", "no route to host"), StatusCode.Unavailable);
                break;
            case "model_commands":
                lab.Devices.Answer = (_, command, _) => Task.FromResult(new CommandResult { Command = command, Output = "?", Error = "% Invalid input" });
                break;
            case "processing_model_out":
                lab.Scripts.Add("parse", _ => FakeScript.Raise("broken"));
                break;
            default:
                lab.Scripts.Add("proc", _ => FakeScript.Raise("broken"));
                break;
        }
    }

    private static JsonObject Outputs(JsonNode? ignored) => new() { ["settings"] = new JsonObject() };
}
