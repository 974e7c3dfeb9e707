using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Definitions;

public sealed class ApplyDefinitionsTests
{
    [Fact]
    public async Task Apply_Twice_CreatesThenLeavesUnchanged()
    {
        await using var lab = await FlowLab.StartAsync();
        var bundle = Good();

        var first = await ApplyAsync(lab, bundle);
        var second = await ApplyAsync(lab, bundle);

        Assert.Equal(["models m", "tasks a", "tasks b", "flows f"], first.Select(r => $"{r.Kind} {r.Name}"));
        Assert.All(first, r => Assert.Equal(ApplyOutcome.Created, r.Outcome));
        Assert.Equal([1, 1, 2, 1], first.Select(r => r.Id));
        Assert.All(second, r => Assert.Equal(ApplyOutcome.Unchanged, r.Outcome));
        Assert.Equal(first.Select(r => r.Id), second.Select(r => r.Id));
        Assert.Equal(1, await lab.Get<DefinitionStore>().HeadAsync(default));
    }

    [Fact]
    public async Task Apply_OneFieldChanged_SaysWhichAndKeepsTheId()
    {
        await using var lab = await FlowLab.StartAsync();
        await ApplyAsync(lab, Good());
        var changed = Good();
        changed.Tasks[1].Description = "new";
        changed.Tasks[1].Timeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(5));

        var applied = await ApplyAsync(lab, changed);

        var task = applied.Single(r => r.Outcome != ApplyOutcome.Unchanged);
        Assert.Equal(("b", 2L, ApplyOutcome.Changed), (task.Name, task.Id, task.Outcome));
        Assert.Equal(["timeout", "description"], task.ChangedFields);
        Assert.Equal("new", (await lab.Get<DefinitionStore>().FindAsync(DefinitionKind.Task, "b", default))!.Task!.Description);
    }

    [Fact]
    public async Task Apply_ValidateOnly_SaysWhatWouldChangeAndWritesNothing()
    {
        await using var lab = await FlowLab.StartAsync();
        var bundle = Good();
        bundle.ValidateOnly = true;

        var applied = await ApplyAsync(lab, bundle);

        Assert.All(applied, r => Assert.Equal((ApplyOutcome.Created, 0), (r.Outcome, r.Id)));
        Assert.Equal(0, await lab.Get<DefinitionStore>().HeadAsync(default));
    }

    [Fact]
    public async Task Apply_ReferencesStoredDefinitions_AreFound()
    {
        await using var lab = await FlowLab.StartAsync();
        await ApplyAsync(lab, Good());

        var applied = await ApplyAsync(lab, new ApplyDefinitionsRequest
        {
            Tasks = { new TaskDefinition { ShortName = "c", TaskClass = TaskClass.Cli, AutomationModel = "m" } },
            Flows = { new Flow { ShortName = "g", Mode = ExecutionMode.Parallel, Tasks = { new FlowTask { Task = "a" } } } },
        });

        Assert.All(applied, r => Assert.Equal(ApplyOutcome.Created, r.Outcome));
    }

    [Fact]
    public async Task Apply_EverythingWrong_TellsAllAtOnceAndWritesNothing()
    {
        await using var lab = await FlowLab.StartAsync();

        var error = await Assert.ThrowsAsync<FluxException>(() => ApplyAsync(lab, Bad()));

        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal(
            [
                "models[0].short_name", "models[2].short_name", "models[1].model_class", "models[3].model_class", "models[5].data", "tasks[0].automation_model",
                "tasks[1].automation_model", "tasks[1].processing_model", "tasks[2].task_class", "tasks[3].automation_model", "tasks[3].http", "tasks[3].http.method",
                "tasks[3].timeout", "flows[0].max_concurrency", "flows[0].execution_script", "flows[1].mode", "flows[1].tasks", "flows[1].tasks[0].task",
                "models[4].data", "tasks[2].management_script", "flows[1].execution_script",
            ],
            error.Details.OfType<BadRequest>().Single().FieldViolations.Select(v => v.Field));
        Assert.Equal(0, await lab.Get<DefinitionStore>().HeadAsync(default));
    }

    [Fact]
    public async Task Apply_SyntaxError_NamesLineAndText()
    {
        await using var lab = await FlowLab.StartAsync();

        var error = await Assert.ThrowsAsync<FluxException>(() => ApplyAsync(lab, new ApplyDefinitionsRequest
        {
            Tasks = { new TaskDefinition { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "if broken" } },
        }));

        Assert.Contains("tasks[0].management_script: line 1: SyntaxError: invalid syntax in 'if broken'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_ScriptRunnerIsAway_IsUnavailable()
    {
        await using var lab = await FlowLab.StartAsync();
        lab.Scripts.Down = new FailureException(Failures.Of("UNAVAILABLE", "script-runner cannot be reached"), StatusCode.Unavailable);

        var error = await Assert.ThrowsAsync<FluxException>(() => ApplyAsync(lab, Good()));

        Assert.Equal(StatusCode.Unavailable, error.Code);
        Assert.Contains("script-runner", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_ManyAtOnce_LosesNothing()
    {
        await using var lab = await FlowLab.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ApplyAsync(lab, new ApplyDefinitionsRequest
        {
            Models = { new Model { ShortName = $"m{i}", ModelClass = ModelClass.Cli, Data = "show" } },
        })));

        var (models, next) = await lab.Get<DefinitionStore>().ListAsync(DefinitionKind.Model, 0, "", default);
        Assert.Equal(["m0", "m1", "m2", "m3"], models.Select(m => m.Model!.ShortName).Order());
        Assert.Equal(4, models.Select(m => m.Number).Distinct().Count());
        Assert.Equal(4, await lab.Get<DefinitionStore>().HeadAsync(default));
        Assert.Equal("", next);
    }

    private static Task<IReadOnlyList<AppliedResource>> ApplyAsync(FlowLab lab, ApplyDefinitionsRequest bundle)
    {
        lab.Scripts.Add("good", _ => []);
        return lab.Get<BundleApplier>().ApplyAsync(bundle, default);
    }

    private static ApplyDefinitionsRequest Good() => new()
    {
        Models = { new Model { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show {{ x }}" } },
        Tasks =
        {
            new TaskDefinition { ShortName = "a", TaskClass = TaskClass.Cli, AutomationModel = "m" },
            new TaskDefinition { ShortName = "b", TaskClass = TaskClass.Cli, ManagementScript = "good" },
        },
        Flows = { new Flow { ShortName = "f", Mode = ExecutionMode.Serial, ExecutionScript = "good" } },
    };

    private static ApplyDefinitionsRequest Bad() => new()
    {
        Models =
        {
            new Model { ShortName = "no spaces", ModelClass = ModelClass.Cli },
            new Model { ShortName = "unclassed" },
            new Model { ShortName = "unclassed", ModelClass = ModelClass.Pyps, Data = "good" },
            new Model { ShortName = "unsupported", ModelClass = (ModelClass)77 },
            new Model { ShortName = "template", ModelClass = ModelClass.Text, Data = "{% bad %}" },
            new Model { ShortName = "empty", ModelClass = ModelClass.Pyms },
        },
        Tasks =
        {
            new TaskDefinition { ShortName = "a", TaskClass = TaskClass.Cli, AutomationModel = "nowhere" },
            new TaskDefinition { ShortName = "b", TaskClass = TaskClass.Cli, AutomationModel = "parser", ProcessingModel = "template" },
            new TaskDefinition { ShortName = "c", ManagementScript = "bad source" },
            new TaskDefinition
            {
                ShortName = "d", TaskClass = TaskClass.Notification, Http = new HttpSettings { Method = "FETCH" }, Timeout = new Duration { Seconds = -1 },
            },
        },
        Flows =
        {
            new Flow { ShortName = "f", Mode = ExecutionMode.Serial, MaxConcurrency = 5000 },
            new Flow { ShortName = "g", ExecutionScript = "bad source", Tasks = { new FlowTask { Task = "nowhere" } } },
        },
    };
}
