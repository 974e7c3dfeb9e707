using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Definitions;

/// <summary>Create and Update of single definitions (AIP-133, 134, 154, 155, 161, 163).</summary>
public sealed class DefinitionEditorTests
{
    [Fact]
    public async Task Create_EachKind_IsStoredWithIdEtagAndVersion()
    {
        await using var lab = await FlowLab.StartAsync();
        var editor = lab.Get<DefinitionEditor>();

        var model = await editor.CreateAsync(new Model { Id = 77, Etag = "x", ShortName = "m", ModelClass = ModelClass.Cli, Data = "show" }, "", false, default);
        var task = await editor.CreateAsync(new TaskDefinition { ShortName = "t", TaskClass = TaskClass.Cli, AutomationModel = "m" }, "", false, default);
        var flow = await editor.CreateAsync(new Flow { ShortName = "f", Mode = ExecutionMode.Serial, Tasks = { new FlowTask { Task = "t" } } }, "", false, default);

        Assert.Equal((1L, "r1", "m"), (model.Id, model.Etag, model.Name));
        Assert.Equal((1L, "r2", "t"), (task.Id, task.Etag, task.Name));
        Assert.Equal((1L, "r3", "f"), (flow.Id, flow.Etag, flow.Name));
        Assert.Equal(flow, (await lab.Get<DefinitionStore>().FindAsync(DefinitionKind.Flow, "f", default))!.Flow);
        Assert.Single((await VersionsAsync(lab, DefinitionType.Task, "t")).Versions);
    }

    [Fact]
    public async Task Create_TakenName_AlreadyExists()
    {
        await using var lab = await LabAsync();

        var error = await FailsAsync(() => CreateAsync(lab, new Model { ShortName = "m", ModelClass = ModelClass.Text }));

        Assert.Equal(StatusCode.AlreadyExists, error.Code);
        Assert.Equal("show", (await StoredAsync(lab)).Data);
    }

    [Fact]
    public async Task Create_SameRequestIdAtOnce_CreatesOne()
    {
        await using var lab = await FlowLab.StartAsync();

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CreateAsync(lab, NewModel(), "once")));
        var later = await CreateAsync(lab, NewModel(), "once");
        var other = await FailsAsync(() => CreateAsync(lab, new Model { ShortName = "n", ModelClass = ModelClass.Cli }, "once"));

        Assert.Single(made.Append(later).Distinct());
        Assert.Equal(1, await lab.Get<DefinitionStore>().HeadAsync(default));
        Assert.Equal((StatusCode.InvalidArgument, "request_id"), (other.Code, Fields(other).Single()));
    }

    [Fact]
    public async Task Create_OthersAtOnce_AllAreThere()
    {
        await using var lab = await FlowLab.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => CreateAsync(lab, new Model { ShortName = $"m{i}", ModelClass = ModelClass.Cli })));

        Assert.Equal(12, await lab.Get<DefinitionStore>().HeadAsync(default));
        Assert.Equal(12, (await lab.Get<DefinitionStore>().AllAsync(DefinitionKind.Model, default)).Select(d => d.Number).Distinct().Count());
    }

    [Fact]
    public async Task Create_AfterDelete_GoesOnWithTheVersions()
    {
        await using var lab = await LabAsync();
        await lab.Get<DefinitionRemover>().DeleteAsync(DefinitionKind.Model, "m", "", validateOnly: true, default);
        Assert.NotNull(await StoredAsync(lab));
        await lab.Get<DefinitionRemover>().DeleteAsync(DefinitionKind.Model, "m", "", validateOnly: false, default);

        var again = await CreateAsync(lab, NewModel());

        Assert.Equal((2L, "r3"), (again.Id, again.Etag));
        Assert.Equal([3, 2, 1], (await VersionsAsync(lab, DefinitionType.Model, "m")).Versions.Select(v => v.Revision));
    }

    [Fact]
    public async Task Create_EverythingWrong_NamesTheFieldsOfItsRequest()
    {
        await using var lab = await FlowLab.StartAsync();

        var error = await FailsAsync(() => lab.Get<DefinitionEditor>().CreateAsync(
            new TaskDefinition { ShortName = "a b", AutomationModel = "none", ManagementScript = "bad source", Http = new HttpSettings { Method = "FETCH" } }, "", false, default));

        Assert.Equal(["task.short_name", "task.task_class", "task.automation_model", "task.http", "task.http.method", "task.management_script"], Fields(error));
        Assert.Equal("flow", Fields(await FailsAsync(() => lab.Get<DefinitionEditor>().CreateAsync<Flow>(null, "", false, default))).Single());
    }

    [Fact]
    public async Task CreateAndUpdate_ValidateOnly_WriteNothing()
    {
        await using var lab = await LabAsync();
        var editor = lab.Get<DefinitionEditor>();

        var created = await editor.CreateAsync(new Model { ShortName = "n", ModelClass = ModelClass.Cli }, "id", true, default);
        var updated = await editor.UpdateAsync(new Model { ShortName = "m", Data = "other" }, null, true, default);

        Assert.Equal((0L, "", "n"), (created.Id, created.Etag, created.Name));
        Assert.Equal((1L, "other"), (updated.Id, updated.Data));
        Assert.Equal(1, await lab.Get<DefinitionStore>().HeadAsync(default));
    }

    [Theory]
    [InlineData("", "other", "described", 2)] // every set field
    [InlineData("description", "show", "described", 2)]
    [InlineData("data,description", "other", "described", 2)]
    [InlineData("test_data", "show", "", 2)] // set to nothing
    [InlineData("name", "show", "", 1)] // the name falls back to the short_name, as it was
    public async Task Update_Mask_WritesThoseFieldsOnly(string mask, string data, string description, int versions)
    {
        await using var lab = await LabAsync();

        var model = await UpdateAsync(lab, new Model { ShortName = "m", Data = "other", Description = "described" }, mask);

        Assert.Equal((1L, data, description, ModelClass.Cli), (model.Id, model.Data, model.Description, model.ModelClass));
        Assert.Equal(mask == "test_data" ? "" : "sample", model.TestData);
        Assert.Equal(model, await StoredAsync(lab));
        Assert.Equal(versions, (await VersionsAsync(lab, DefinitionType.Model, "m")).Versions.Count);
    }

    [Fact]
    public async Task Update_ByIdAllFieldsAndMaps_Replaces()
    {
        await using var lab = await FlowLab.StartAsync();
        var editor = lab.Get<DefinitionEditor>();
        var task = await editor.CreateAsync(
            new TaskDefinition { ShortName = "t", TaskClass = TaskClass.Rest, Http = new HttpSettings { Method = "PUT", Headers = { ["A"] = "1" } }, Service = "mail" }, "", false, default);

        var one = await editor.UpdateAsync(new TaskDefinition { Id = task.Id, Http = new HttpSettings { Path = "/x" } }, new FieldMask { Paths = { "http.path" } }, false, default);
        var all = await editor.UpdateAsync(new TaskDefinition { Id = task.Id, TaskClass = TaskClass.Soap, Etag = one.Etag }, new FieldMask { Paths = { "*" } }, false, default);

        Assert.Equal(("PUT", "/x", "1", "mail"), (one.Http.Method, one.Http.Path, one.Http.Headers["A"], one.Service));
        Assert.Equal((TaskClass.Soap, null, "", "t"), (all.TaskClass, all.Http, all.Service, all.ShortName));
    }

    [Theory]
    [InlineData("m", 0, "r9", "", StatusCode.Aborted, "")]
    [InlineData("gone", 0, "", "", StatusCode.NotFound, "")]
    [InlineData("", 99, "", "", StatusCode.NotFound, "")]
    [InlineData("", -1, "", "", StatusCode.NotFound, "")]
    [InlineData("", 0, "", "", StatusCode.InvalidArgument, "model.short_name")]
    [InlineData("renamed", 1, "", "short_name", StatusCode.InvalidArgument, "model.short_name")]
    [InlineData("m", 0, "", "etag", StatusCode.InvalidArgument, "update_mask.paths[0]")]
    [InlineData("m", 0, "", "nothing", StatusCode.InvalidArgument, "update_mask.paths[0]")]
    [InlineData("m", 0, "", "data.length", StatusCode.InvalidArgument, "update_mask.paths[0]")]
    [InlineData("m", 0, "", "model_class", StatusCode.InvalidArgument, "model.model_class")]
    public async Task Update_Bad_IsRefused(string name, long id, string etag, string mask, StatusCode expected, string field)
    {
        await using var lab = await LabAsync();

        var error = await FailsAsync(() => UpdateAsync(lab, new Model { ShortName = name, Id = id, Etag = etag }, mask));

        Assert.Equal(expected, error.Code);
        if (field.Length > 0)
            Assert.Equal([field], Fields(error));
        Assert.Equal(1, await lab.Get<DefinitionStore>().HeadAsync(default));
    }

    [Fact]
    public async Task Update_OtherFieldsAtOnce_KeepsBoth()
    {
        await using var lab = await LabAsync();

        await Task.WhenAll(
            UpdateAsync(lab, new Model { ShortName = "m", Data = "other" }, ""),
            UpdateAsync(lab, new Model { ShortName = "m", Description = "described" }, ""));

        var stored = await StoredAsync(lab);
        Assert.Equal(("other", "described"), (stored.Data, stored.Description));
    }

    private static async Task<FlowLab> LabAsync()
    {
        var lab = await FlowLab.StartAsync();
        await CreateAsync(lab, NewModel());
        return lab;
    }

    private static Model NewModel() => new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show", TestData = "sample" };

    private static Task<Model> CreateAsync(FlowLab lab, Model model, string requestId = "") => lab.Get<DefinitionEditor>().CreateAsync(model, requestId, false, default);

    private static Task<Model> UpdateAsync(FlowLab lab, Model model, string mask) =>
        lab.Get<DefinitionEditor>().UpdateAsync(model, new FieldMask { Paths = { mask.Split(',', StringSplitOptions.RemoveEmptyEntries) } }, false, default);

    private static async Task<Model> StoredAsync(FlowLab lab) => (await lab.Get<DefinitionStore>().FindAsync(DefinitionKind.Model, "m", default))!.Model!;

    private static Task<ListDefinitionVersionsResponse> VersionsAsync(FlowLab lab, DefinitionType type, string name) =>
        lab.Get<DefinitionHistory>().ListAsync(new ListDefinitionVersionsRequest { Type = type, ShortName = name }, default);

    private static Task<FluxException> FailsAsync(Func<Task> call) => Assert.ThrowsAsync<FluxException>(call);

    private static IEnumerable<string> Fields(FluxException error) => error.Details.OfType<BadRequest>().Single().FieldViolations.Select(v => v.Field);
}
