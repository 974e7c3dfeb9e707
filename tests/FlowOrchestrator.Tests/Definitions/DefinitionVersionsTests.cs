using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Definitions;

/// <summary>Versions of definitions: listed, read, compared, deleted; and what a run keeps of them.</summary>
public sealed class DefinitionVersionsTests
{
    [Fact]
    public async Task Versions_AfterChangesAndDelete_AreAllThere()
    {
        await using var lab = await FlowLab.StartAsync();
        await ModelAsync(lab, "one");
        await ModelAsync(lab, "two");
        await lab.ApplyAsync(models: [new() { ShortName = "other", ModelClass = ModelClass.Cli, Data = "x" }]);
        await lab.Get<DefinitionRemover>().DeleteAsync(DefinitionKind.Model, "m", "r2", false, default);
        var history = lab.Get<DefinitionHistory>();

        var versions = (await history.ListAsync(new() { Type = DefinitionType.Model, ShortName = "m" }, default)).Versions;
        Assert.Equal([(4, true), (2, false), (1, false)], versions.Select(v => (v.Revision, v.Deleted)));
        Assert.All(versions, v => Assert.NotNull(v.CreateTime));
        Assert.Equal("one", (await history.GetAsync(new() { Type = DefinitionType.Model, ShortName = "m", Revision = 1 }, default)).Model.Data);
        Assert.Equal("two", (await history.GetAsync(new() { Type = DefinitionType.Model, ShortName = "m", Revision = 3 }, default)).Model.Data);
        var difference = (await history.DiffAsync(new() { Type = DefinitionType.Model, ShortName = "m", ToRevision = 2 }, default)).Differences.Single();
        Assert.Equal(("data", "\"one\"", "\"two\""), (difference.Field, difference.BeforeJson, difference.AfterJson));
        Assert.Null(await lab.Get<DefinitionStore>().FindAsync(DefinitionKind.Model, "m", default));
        Assert.Null(await lab.Get<DefinitionStore>().At(4).FindModelAsync("m"));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<FluxException>(() => history.ListAsync(new() { Type = DefinitionType.Flow, ShortName = "m" }, default))).Code);
    }

    [Theory]
    [InlineData(DefinitionType.Model, "m", "", StatusCode.FailedPrecondition, "task 'a'")]
    [InlineData(DefinitionType.Task, "a", "", StatusCode.FailedPrecondition, "flow 'f'")]
    [InlineData(DefinitionType.Flow, "f", "r7", StatusCode.Aborted, "changed")]
    [InlineData(DefinitionType.Flow, "g", "", StatusCode.NotFound, "'g'")]
    [InlineData(DefinitionType.Flow, "", "", StatusCode.InvalidArgument, "required")]
    public async Task Delete_UsedChangedOrUnknown_IsRefused(DefinitionType type, string name, string etag, StatusCode expected, string message)
    {
        await using var lab = await FlowLab.StartAsync();
        await ModelAsync(lab, "x");
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, AutomationModel = "m" }],
            flows: [new() { ShortName = "f", Mode = ExecutionMode.Serial, Tasks = { new FlowTask { Task = "a" } } }]);

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Get<DefinitionRemover>().DeleteAsync(Enum.Parse<DefinitionKind>(type.ToString()), name, etag, validateOnly: true, default));

        Assert.Equal(expected, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DefinitionsChangeAndGoMeanwhile_KeepsTheVersionsItBeganWith()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        await ModelAsync(lab, "show one");
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, AutomationModel = "m" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, async script =>
            {
                await ModelAsync(lab, "show two");
                await lab.Get<DefinitionRemover>().DeleteAsync(DefinitionKind.Task, "a", "", false, default);
                await script.RunTaskAsync("a");
            })]);

        var run = await lab.RunAsync("f");

        Assert.Equal((RunState.Completed, 2), (run.Run.State, run.Run.DefinitionRevision));
        Assert.Equal("show one", lab.Devices.Sent.Single().Command);
        Assert.Equal("show two", (await lab.Get<DefinitionStore>().FindAsync(DefinitionKind.Model, "m", default))!.Model!.Data);
    }

    [Fact]
    public async Task Apply_WithAnOldEtag_IsAborted()
    {
        await using var lab = await FlowLab.StartAsync();
        await ModelAsync(lab, "one");
        await ModelAsync(lab, "two");

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.ApplyAsync(models: [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "three", Etag = "r1" }]));

        Assert.Equal(StatusCode.Aborted, error.Code);
        await lab.ApplyAsync(models: [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "three", Etag = "r2" }]);
    }

    private static Task ModelAsync(FlowLab lab, string data) => lab.ApplyAsync(models: [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = data }]);
}
