using System.Text;
using System.Text.Json.Nodes;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Tasks;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Tasks;

public sealed class ResultLimitTests
{
    [Theory]
    [InlineData("a", 1 << 20, true)]
    [InlineData("a", (1 << 20) - 2, false)]
    [InlineData("\"", 1 << 19, true)]
    [InlineData("\u0001", 1 << 18, true)]
    [InlineData("é", 1 << 19, true)]
    [InlineData("😀", 1 << 19, true)]
    [InlineData("a", 0, false)]
    public void Apply_TextOfSomeLength_IsCutToTheLimit(string part, int count, bool expected)
    {
        var text = string.Concat(Enumerable.Repeat(part, count));

        var kept = ResultLimit.Apply(JsonValue.Create(text), ResultLimit.Bytes, out var bytes, out var cut);

        Assert.Equal(expected, cut);
        Assert.Equal(Encoding.UTF8.GetByteCount(Json.Write(kept)), bytes);
        Assert.True(bytes <= ResultLimit.Bytes);
        Assert.Equal(expected, Json.Text(kept).EndsWith($"[cut: {text.Length} characters in all]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TenMebibytesOfOutput_EndsWithAWarningAndIsReadable()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Devices.Answer = (_, command, _) => Task.FromResult(new CommandResult { Command = command, Output = new string('x', 10 << 20) });
        lab.Scripts.Add("proc", script => new JsonObject { ["settings"] = new JsonObject { ["known.length"] = ((string)script.Inputs["data"]!["output"]!).Length } });
        await lab.ApplyAsync(
            [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show" }],
            [new() { ShortName = "a", TaskClass = TaskClass.Cli, AutomationModel = "m", ProcessingScript = "proc" }],
            [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal(RunState.Completed, run.Run.State);
        Assert.Equal("10485760", lab.Inventory.Settings[(1, "known.length")]);
        Assert.Contains("model_commands", run.Tasks.Single().Warnings.Single(), StringComparison.Ordinal);
        Assert.True(run.Tasks[0].CalculateSize() < 4 << 20);
        var step = run.Tasks[0].Steps.Single(s => s.Step == "model_commands");
        Assert.Equal((10 << 20) + 2, step.WholeBytes);
        var whole = new System.Text.StringBuilder();
        await foreach (var part in lab.Get<LargeResults>().ReadAsync(new() { RunId = run.Run.Id, TaskResultId = run.Tasks[0].Id, Step = "model_commands" }, default))
            whole.Append(part);
        Assert.Equal($"\"{new string('x', 10 << 20)}\"", whole.ToString());
    }
}
