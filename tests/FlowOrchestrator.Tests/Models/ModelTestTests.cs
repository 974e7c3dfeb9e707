using System.Text.Json.Nodes;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Models;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Models;

/// <summary>TestModel: on test data, on a text, on an element.</summary>
public sealed class ModelTestTests
{
    [Theory]
    [InlineData(ModelClass.Ttp, "version {{ v }}", "version 10.1\n", null, """{"v":"10.1"}""", 0)]
    [InlineData(ModelClass.Ttp, "version {{ v }}", "version 10.1\n", "version 11\n", """{"v":"11"}""", 0)]
    [InlineData(ModelClass.Ttp, "version {{ v }}", "nothing of it", null, "{}", 1)]
    [InlineData(ModelClass.Block, "", "Hostname: r1\nSerial Number: 7\n", null, """{"hostname":"r1","serial_number":"7"}""", 0)]
    [InlineData(ModelClass.Json, """{"a": "{{ b }}", "c": "{{ d }}"}""", """{"b": 1.0}""", null, """{"a":1.0,"c":null}""", 1)]
    [InlineData(ModelClass.Xml, """{"v": "{{ r.v }}"}""", "<r><v>x</v></r>", null, """{"v":"x"}""", 0)]
    [InlineData(ModelClass.Pyps, "pyps", "raw", null, """{"length":3}""", 0)]
    public async Task Test_ParsingModel_GivesTheResultAndWarnings(ModelClass modelClass, string data, string testData, string? text, string expected, int warnings)
    {
        await using var lab = await LabAsync();
        await lab.ApplyAsync(models: [new() { ShortName = "m", ModelClass = modelClass, Data = data, TestData = testData }]);
        var request = new TestModelRequest { ShortName = "m" };
        if (text is not null)
            request.Text = text;

        var tested = await TestAsync(lab, request);

        Assert.Null(tested.Failure);
        Assert.Equal((expected, text ?? testData, warnings), (tested.ResultJson, tested.Input, tested.Warnings.Count));
    }

    [Theory]
    [InlineData(ModelClass.Cli, "show {{ what }}", """{"what": "version"}""", "", "show version")]
    [InlineData(ModelClass.Cli, "show {{ what }}", """{"what": "version"}""", """{"what": "clock"}""", "show clock")]
    [InlineData(ModelClass.Text, "on {{ element.name }}, {{ ntp.server }}", "id=1", "", "on r1, 192.0.2.1")]
    [InlineData(ModelClass.Pyms, "pyms", "", """{"name": "x"}""", "make x")]
    public async Task Test_AutomationModel_GivesWhatItWouldSend(ModelClass modelClass, string data, string text, string context, string expected)
    {
        await using var lab = await LabAsync();

        var tested = await TestAsync(lab, new TestModelRequest { Model = new Model { ShortName = "new", ModelClass = modelClass, Data = data, TestData = text }, ContextJson = context });

        Assert.Equal((expected, ""), (tested.Rendered, tested.ResultJson));
        Assert.Null(tested.Failure);
    }

    [Fact]
    public async Task Test_ParsingModelOnAnElement_AsksItAndHidesItsSecrets()
    {
        await using var lab = await LabAsync();
        lab.Contexts.SecretPointers.Add("/pin");
        await lab.ApplyAsync(models: [new() { ShortName = "ask", ModelClass = ModelClass.Cli, Data = "show {{ ntp.server }}" }]);
        var request = new TestModelRequest { Model = new Model { ShortName = "m", ModelClass = ModelClass.Ttp, Data = "answer to show {{ server }}" }, Text = "id=1", CommandModel = "ask" };

        var tested = await TestAsync(lab, request);

        Assert.Equal("""{"server":"192.0.2.1"}""", tested.ResultJson);
        Assert.Equal(["show 192.0.2.1"], tested.Commands);
        Assert.Equal((1, "show 192.0.2.1"), lab.Devices.Sent.Single());
        Assert.Empty(lab.Devices.Open);

        request.CommandModel = "";
        request.Commands.Add("show s3cret");
        Assert.Equal("""{"server":"********"}""", (await TestAsync(lab, request)).ResultJson);
    }

    [Fact]
    public async Task Test_WrongModelTextOrDevice_IsTheAnswer()
    {
        await using var lab = await LabAsync();
        lab.Devices.Answer = (_, command, _) => Task.FromResult(new CommandResult { Command = command, Error = "% Invalid input" });
        Task<TestModelResponse> Of(ModelClass modelClass, string data, string text, params string[] commands) =>
            TestAsync(lab, new TestModelRequest { Model = new Model { ShortName = "m", ModelClass = modelClass, Data = data }, Text = text, Commands = { commands } });

        Assert.Contains("line 1: there is no filter 'nope'", (await Of(ModelClass.Ttp, "{{ a | nope }}", "x")).Failure.Message, StringComparison.Ordinal);
        Assert.Equal("ANSWER_NOT_WELL_FORMED", (await Of(ModelClass.Json, "", "{")).Failure.Reason);
        Assert.Equal("TEMPLATE_ERROR", (await Of(ModelClass.Cli, "{% bad %}", "")).Failure.Reason);
        Assert.Equal("COMMAND_REJECTED", (await Of(ModelClass.Block, "", "id=1", "show")).Failure.Reason);
        Assert.Empty(lab.Devices.Open);
    }

    [Theory]
    [InlineData("", "id=1", "", StatusCode.InvalidArgument)]
    [InlineData("nowhere", "", "", StatusCode.NotFound)]
    [InlineData("m", "id=1", "", StatusCode.InvalidArgument)]
    [InlineData("m", "text", "show version", StatusCode.InvalidArgument)]
    [InlineData("m", "id=99", "show version", StatusCode.NotFound)]
    public async Task Test_WrongRequest_IsRefused(string model, string text, string command, StatusCode expected)
    {
        await using var lab = await LabAsync();
        lab.Contexts.Deleted.Add(99);
        await lab.ApplyAsync(models: [new() { ShortName = "m", ModelClass = ModelClass.Block }]);
        var request = new TestModelRequest { ShortName = model, Text = text };
        if (command.Length > 0)
            request.Commands.Add(command);

        Assert.Equal(expected, (await Assert.ThrowsAsync<FluxException>(() => TestAsync(lab, request))).Code);
    }

    private static Task<TestModelResponse> TestAsync(FlowLab lab, TestModelRequest request) => lab.Get<ModelTest>().TestAsync(request, default);

    private static async Task<FlowLab> LabAsync()
    {
        var lab = await FlowLab.StartAsync(elements: 1);
        lab.Contexts.Extra[1] = new JsonObject { ["ntp"] = new JsonObject { ["server"] = "192.0.2.1" }, ["pin"] = "s3cret" };
        lab.Scripts.Add("pyps", script => new JsonObject { ["output"] = new JsonObject { ["length"] = ((string)script.Inputs["data"]!).Length } });
        lab.Scripts.Add("pyms", script => new JsonObject { ["output"] = new JsonObject { ["message"] = $"make {script.Context["name"]}" } });
        return lab;
    }
}
