using System.Text.Json;
using Flux.ContextBuilder.Tests.Support;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Context.V1;
using Flux.Contracts.Inventory.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using User = Flux.Contracts.Common.V1.User;

namespace Flux.ContextBuilder.Tests.Flows;

public sealed class FlowContextTests : ContextTest
{
    private const string Steps = """{"model_commands":{"status":"OK","result":{"n":9007199254740993,"f":1.0}}}""";

    [Fact]
    public async Task Append_OneByOne_KeepsOrderAndIsIdempotent()
    {
        var first = await AppendAsync("run-1", 2);
        var second = await AppendAsync("run-1", 1);
        var again = await AppendAsync("run-1", 1, 2);
        Assert.Equal((0, 1), (first.Entries.Single().Index, second.Entries.Single().Index));
        Assert.Equal([(1L, 1), (2L, 0)], again.Entries.Select(entry => (entry.ElementId, entry.Index)));
        Assert.Equal(second.Entries[0].EntryJson, again.Entries[0].EntryJson);
        Assert.Equal([2L, 1L], await IdsAsync("run-1"));
        Assert.Empty(await IdsAsync("run-10"));
    }

    [Fact]
    public async Task Append_ManyAtOnce_GivesEachElementOnePlace()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AppendAsync("run-1", (i % 2) + 1)));
        var entries = (await Client.ListFlowEntriesAsync(new ListFlowEntriesRequest { RunId = "run-1" })).Entries;
        Assert.Equal([0, 1], entries.Select(entry => entry.Index));
        Assert.Equal([1L, 2L], entries.Select(entry => entry.ElementId).Order());
    }

    [Fact]
    public async Task Append_UnknownElement_NotFoundAndNothingIsAdded()
    {
        await FailsAsync(StatusCode.NotFound, () => Internal.AppendFlowEntriesAsync(new AppendFlowEntriesRequest { RunId = "run-1", ElementIds = { 1, 99 } }));
        Assert.Empty(await IdsAsync("run-1"));
    }

    [Fact]
    public async Task Append_BadArguments_NamesAll()
    {
        var error = await FailsAsync(
            StatusCode.InvalidArgument, () => Internal.AppendFlowEntriesAsync(new AppendFlowEntriesRequest { RunId = "a/b", ElementIds = { 1, 1 } }));
        Assert.Contains("run_id", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("element_ids[1]", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_SecretsAreClearForServices_MaskedForOperators_SealedOnDisk()
    {
        var added = await AppendAsync("run-1", 1);
        Assert.Contains("elem-s3cret", added.Entries[0].EntryJson, StringComparison.Ordinal);
        Assert.Contains("/api/token", added.Secrets[0].Pointers);
        var listed = await Client.ListFlowEntriesAsync(new ListFlowEntriesRequest { RunId = "run-1" });
        Assert.Equal(listed.Entries[0].EntryJson, added.Entries[0].EntryJson
            .Replace("elem-s3cret", "********", StringComparison.Ordinal).Replace("group-s3cret", "********", StringComparison.Ordinal)
            .Replace("set-s3cret", "********", StringComparison.Ordinal).Replace("phrase-s3cret", "********", StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(DataPath, "context.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("s3cret", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Entry_OfWhatBecameASecretLater_IsMaskedInContextAndResults()
    {
        await Inventory.SaveSettingsAsync(new SaveSettingsRequest { ElementId = 1, SettingsJson = """{"net.eth/0.hostname":"host-later","net.1.hostname":"other-later","facts.interfaces":98765}""" });
        var added = await AppendAsync("run-1", 1, 2);
        await RecordAsync("run-1", 1, 7, """{"model_commands":{"status":"OK","result":{"ntp 192.0.2.10":["host-later!",98765,987650,true,null]}}}""");
        // The element has left the group and the profile whose values its entry holds.
        await Inventory.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Id = 1 }, UpdateMask = new FieldMask { Paths = { "groups", "profile" } } });
        var before = await ListAsync("run-1");
        Assert.Contains("192.0.2.10", before, StringComparison.Ordinal);

        var group = (await Inventory.GetGroupAsync(new GetGroupRequest { Name = "lab-routers" })).Group;
        group.Variables.Single(variable => variable.Name == "ntp.server").Secret = true;
        await Inventory.UpdateGroupAsync(new UpdateGroupRequest { Group = group });
        var profile = (await Inventory.GetProfileAsync(new GetProfileRequest { Name = "router" })).Profile;
        var hostname = profile.ParameterGroups.Single(parameters => parameters.VariableRoot == "net").Parameters.Single(parameter => parameter.VariableName == "hostname");
        hostname.Type = ParameterType.Secret;
        var interfaces = profile.ParameterGroups.Single(parameters => parameters.VariableRoot == "facts").Parameters.Single(parameter => parameter.VariableName == "interfaces");
        interfaces.Type = ParameterType.Secret;
        await Inventory.UpdateProfileAsync(new UpdateProfileRequest { Profile = profile });

        var expected = before;
        foreach (var secret in (string[])["192.0.2.10", "host-later", "other-later"]) expected = expected.Replace(secret, "********", StringComparison.Ordinal);
        Assert.Equal(expected.Replace("98765,", "\"********\",", StringComparison.Ordinal), await ListAsync("run-1"));
        Assert.Contains("987650", expected, StringComparison.Ordinal);
        Assert.Equal(added.Entries[0].EntryJson, (await AppendAsync("run-1", 1)).Entries[0].EntryJson.Replace(await TasksAsync(), "{}", StringComparison.Ordinal));

        async Task<string> TasksAsync() => (await AppendAsync("run-1", 1)).Entries[0].EntryJson.Split("\"tasks\":")[1][..^1];
    }

    [Fact]
    public async Task Entry_ValueOfAGroupThatWonOverASecret_StaysReadable()
    {
        await GroupAsync(new Group { Name = "low", Weight = 1, Variables = { new Variable { Name = "community", ValueJson = "\"low-s3cret\"", Secret = true } } });
        await GroupAsync(new Group { Name = "high", Weight = 9, Variables = { new Variable { Name = "community", ValueJson = "\"public\"" } } });
        await Inventory.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Id = 2, Groups = { "low", "high" } } });
        await AppendAsync("run-1", 2);
        Assert.Contains("\"community\":\"public\"", await ListAsync("run-1"), StringComparison.Ordinal);

        var high = (await Inventory.GetGroupAsync(new GetGroupRequest { Name = "high" })).Group;
        high.Variables[0].Secret = true;
        await Inventory.UpdateGroupAsync(new UpdateGroupRequest { Group = high });
        Assert.Contains("\"community\":\"********\"", await ListAsync("run-1"), StringComparison.Ordinal);

        async Task GroupAsync(Group group) => await Inventory.CreateGroupAsync(new CreateGroupRequest { Group = group });
    }

    [Fact]
    public async Task TaskContext_OutsideARun_HasNoFlowAndNoTasks()
    {
        var response = await Internal.BuildTaskContextAsync(new BuildTaskContextRequest { ElementId = 1 });
        Assert.Equal("", response.FlowEntryJson);
        Assert.Equal("api,facts,ntp,element,epoch", Keys(response.Context.ContextJson));
    }

    [Fact]
    public async Task TaskContext_InARun_HasUserAndResultsOfTheSameElement()
    {
        await AppendAsync("run-1", 1, 2);
        await RecordAsync("run-1", 1, 12, Steps);
        await RecordAsync("run-1", 2, 13, "{}");
        var user = new User { Id = 5, Username = "ana", FullName = "Ana B", Email = "ana@example.org" };
        var response = await Internal.BuildTaskContextAsync(new BuildTaskContextRequest { RunId = "run-1", ElementId = 1, User = user });
        using var context = JsonDocument.Parse(response.Context.ContextJson);
        Assert.Equal(
            """{"user":{"id":5,"username":"ana","full_name":"Ana B","email":"ana@example.org"}}""", context.RootElement.GetProperty("flow").GetRawText());
        Assert.Equal($$"""{"12":{{Steps}}}""", context.RootElement.GetProperty("tasks").GetRawText());
        using var entry = JsonDocument.Parse(response.FlowEntryJson);
        Assert.Equal("id,context,tasks", Keys(response.FlowEntryJson));
        Assert.Equal($$"""{"12":{{Steps}}}""", entry.RootElement.GetProperty("tasks").GetRawText());
        var anonymous = await Internal.BuildTaskContextAsync(new BuildTaskContextRequest { RunId = "run-1", ElementId = 2 });
        Assert.Contains("\"flow\":{}", anonymous.Context.ContextJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TaskContext_SettingsChangedSinceTheEntry_AreFresh_TheEntryIsNot()
    {
        await AppendAsync("run-1", 1);
        await Inventory.SaveSettingsAsync(new Flux.Contracts.Inventory.V1.SaveSettingsRequest { ElementId = 1, SettingsJson = """{"facts.version":"17.3"}""" });
        var response = await Internal.BuildTaskContextAsync(new BuildTaskContextRequest { RunId = "run-1", ElementId = 1 });
        Assert.Contains("\"version\":\"17.3\"", response.Context.ContextJson, StringComparison.Ordinal);
        Assert.DoesNotContain("17.3", response.FlowEntryJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TaskContext_NoEntry_NotFound() =>
        await FailsAsync(StatusCode.NotFound, () => Internal.BuildTaskContextAsync(new BuildTaskContextRequest { RunId = "run-1", ElementId = 1 }));

    [Fact]
    public async Task Record_SameTaskTwice_LastStands_ConcurrentTasksAreAllKept()
    {
        await AppendAsync("run-1", 1);
        await RecordAsync("run-1", 1, 1, """{"a":{"status":"ERROR"}}""");
        await Task.WhenAll(Enumerable.Range(1, 8).Select(task => RecordAsync("run-1", 1, task, $$$"""{"a":{"status":"OK","result":{{{task}}}}}""")));
        var entry = await Internal.GetFlowContextAsync(new GetFlowContextRequest { RunId = "run-1" });
        using var json = JsonDocument.Parse(entry.EntriesJson);
        Assert.Equal("1,2,3,4,5,6,7,8", Keys(json.RootElement[0].GetProperty("tasks").GetRawText()));
        Assert.Equal("""{"a":{"status":"OK","result":1}}""", json.RootElement[0].GetProperty("tasks").GetProperty("1").GetRawText());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("")]
    public async Task Record_NoObject_IsRefused(string steps)
    {
        await AppendAsync("run-1", 1);
        await FailsAsync(StatusCode.InvalidArgument, () => Internal.RecordTaskResultAsync(
            new RecordTaskResultRequest { RunId = "run-1", ElementId = 1, TaskId = 1, StepsJson = steps }));
    }

    [Fact]
    public async Task FlowContext_Flattened_HasCurrentElementWithoutIndex()
    {
        await AppendAsync("run-1", 2, 1);
        await RecordAsync("run-1", 1, 12, Steps);
        var response = await Internal.GetFlowContextAsync(new GetFlowContextRequest { RunId = "run-1", Flatten = true, CurrentElementId = 1 });
        using var json = JsonDocument.Parse(response.FlattenedJson);
        var flat = json.RootElement;
        Assert.Equal("2", flat.GetProperty("0.id").GetRawText());
        Assert.Equal("1.0", flat.GetProperty("1.context.facts.load").GetRawText());
        Assert.Equal("1.0", flat.GetProperty("context.facts.load").GetRawText());
        Assert.Equal("9007199254740993", flat.GetProperty("tasks.12.model_commands.result.n").GetRawText());
        Assert.False(flat.TryGetProperty("context.nothing", out _));
    }

    [Fact]
    public async Task FlowContext_SomeElements_ComeInRunOrder_UnknownRunIsEmpty()
    {
        await AppendAsync("run-1", 2, 1);
        var response = await Internal.GetFlowContextAsync(new GetFlowContextRequest { RunId = "run-1", ElementIds = { 1, 2, 1, 77 } });
        using var json = JsonDocument.Parse(response.EntriesJson);
        Assert.Equal([2, 1], json.RootElement.EnumerateArray().Select(entry => entry.GetProperty("id").GetInt32()));
        Assert.Equal("[]", (await Internal.GetFlowContextAsync(new GetFlowContextRequest { RunId = "other" })).EntriesJson);
    }

    [Fact]
    public async Task Delete_ForgetsThatRunOnly()
    {
        await AppendAsync("run-1", 1, 2);
        await AppendAsync("run-10", 1);
        await Internal.DeleteFlowContextAsync(new DeleteFlowContextRequest { RunId = "run-1" });
        await Internal.DeleteFlowContextAsync(new DeleteFlowContextRequest { RunId = "run-1" });
        Assert.Empty(await IdsAsync("run-1"));
        Assert.Equal([1L], await IdsAsync("run-10"));
    }

    [Fact]
    public async Task List_Pages_ArePinnedToTheRun()
    {
        await AppendAsync("run-1", 1, 2);
        var first = await Client.ListFlowEntriesAsync(new ListFlowEntriesRequest { RunId = "run-1", PageSize = 1 });
        var second = await Client.ListFlowEntriesAsync(new ListFlowEntriesRequest { RunId = "run-1", PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal((1L, 2L, ""), (first.Entries.Single().ElementId, second.Entries.Single().ElementId, second.NextPageToken));
        await FailsAsync(StatusCode.InvalidArgument, () => Client.ListFlowEntriesAsync(new ListFlowEntriesRequest { RunId = "run-2", PageToken = first.NextPageToken }));
    }

    private async Task<string> ListAsync(string run) =>
        string.Join('\n', (await Client.ListFlowEntriesAsync(new ListFlowEntriesRequest { RunId = run })).Entries.Select(entry => entry.EntryJson));

    private static string Keys(string json)
    {
        using var document = JsonDocument.Parse(json);
        return string.Join(',', document.RootElement.EnumerateObject().Select(property => property.Name));
    }

    private async Task RecordAsync(string run, long element, long task, string steps) => await Internal.RecordTaskResultAsync(
        new RecordTaskResultRequest { RunId = run, ElementId = element, TaskId = task, StepsJson = steps });

    private async Task<IEnumerable<long>> IdsAsync(string run) =>
        (await Client.ListFlowEntriesAsync(new ListFlowEntriesRequest { RunId = run })).Entries.Select(entry => entry.ElementId);
}
