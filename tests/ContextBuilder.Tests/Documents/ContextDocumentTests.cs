using Flux.ContextBuilder.Tests.Support;
using Flux.Contracts.Context.V1;
using Grpc.Core;
using ValueType = Flux.Contracts.Context.V1.ValueType;

namespace Flux.ContextBuilder.Tests.Documents;

public class ContextDocumentTests : ContextTest
{
    private const string Content = """{"n":9007199254740993,"f":1.0,"":null,"a.b":{"$c":[1,{"d":"x"}]},"ü":"\u0000\"🔑"}""";

    [Fact]
    public async Task CreateAndUpdate_ValidateOnly_WriteNothing()
    {
        await Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { Id = "c9" }, ValidateOnly = true });
        await FailsAsync(StatusCode.NotFound, () => Client.GetContextAsync(new GetContextRequest { Id = "c9" }));
        await CreateAsync("c9", "{}");
        await FailsAsync(StatusCode.AlreadyExists, () => Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { Id = "c9" }, ValidateOnly = true }));
        var write = new UpdateContextRequest { Id = "c9", ValidateOnly = true, Writes = { new ContextWrite { Kind = ContextWriteKind.Upsert, Key = "a", ValueJson = "1" } } };
        Assert.Equal("{\"a\":1}", (await Client.UpdateContextAsync(write)).Context.ContentJson);
        Assert.Equal("{}", (await Client.GetContextAsync(new GetContextRequest { Id = "c9" })).Context.ContentJson);
    }

    [Fact]
    public async Task Create_ThenGet_KeepsEveryValueExactly()
    {
        var created = await CreateAsync("c1", Content);
        Assert.Equal((1L, Content), (created.Version, created.ContentJson));
        Assert.Equal(created, (await Client.GetContextAsync(new GetContextRequest { Id = "c1" })).Context);
        await FailsAsync(StatusCode.AlreadyExists, () => Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { Id = "c1" } }));
        await FailsAsync(StatusCode.NotFound, () => Client.GetContextAsync(new GetContextRequest { Id = "c2" }));
    }

    [Fact]
    public async Task Create_CharactersBeyondTheBasicPlane_TakeNoMoreRoomThanTheirBytes()
    {
        // Within the limit of 4 MiB; as escapes they would be beyond it.
        var content = $"{{\"a\":\"{string.Concat(Enumerable.Repeat("🔑", 500_000))}\"}}";
        Assert.Equal(content, (await CreateAsync("c1", content)).ContentJson);
    }

    [Theory]
    [InlineData("{\"a\":", "is not valid JSON (at '/a'")]
    [InlineData("{\"a\":[1", "is not valid JSON (at '/a/0'")]
    [InlineData("{\"a\":NaN}", "is not valid JSON (at '/a'")]
    public async Task Create_BrokenContent_SaysWhatAndWhere(string json, string problem)
    {
        var error = await FailsAsync(StatusCode.InvalidArgument, () => Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { ContentJson = json } }));
        Assert.Contains(problem, error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MergeAndRead_UnknownModeOrType_IsRefused()
    {
        await CreateAsync("c1", "{}");
        await FailsAsync(StatusCode.InvalidArgument, () => Client.MergeContextsAsync(new MergeContextsRequest { ContextsJson = { "{}" }, Mode = (MergeMode)9 }));
        await FailsAsync(StatusCode.InvalidArgument, () => Client.GetContextValueAsync(new GetContextValueRequest { Id = "c1", Type = (ValueType)9 }));
        await FailsAsync(StatusCode.InvalidArgument, () => Internal.MergeDependenciesAsync(new MergeDependenciesRequest
        {
            Task = "t", Dependencies = { new Dependency { Task = "a" } }, Mode = (MergeMode)9,
        }));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":Infinity}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":\"\\udc00\"}")]
    public async Task Create_BadContent_IsRefused(string json) => await FailsAsync(
        StatusCode.InvalidArgument, () => Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { ContentJson = json } }));

    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    public async Task Create_Depth_IsLimited(int lists, bool accepted)
    {
        var json = $"{{\"a\":{new string('[', lists)}{new string(']', lists)}}}";
        var call = () => Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { Id = "deep", ContentJson = json } });
        if (!accepted) Assert.Contains("1000 levels", (await FailsAsync(StatusCode.InvalidArgument, call)).Status.Detail, StringComparison.Ordinal);
        else Assert.Equal(json, (await call()).Context.ContentJson);
    }

    [Fact]
    public async Task Create_LargerThanFourMebibytes_IsRefused() => await FailsAsync(StatusCode.InvalidArgument, () => Client.CreateContextAsync(
        new CreateContextRequest { Context = new ContextDocument { ContentJson = $"{{\"a\":\"{new string('x', 4 * 1024 * 1024)}\"}}" } }));

    [Fact]
    public async Task Update_Kinds_FollowTheirRules()
    {
        await CreateAsync("c1", """{"a":1,"b":2}""");
        var response = await UpdateAsync("c1", (ContextWriteKind.Insert, "c", "1.0"), (ContextWriteKind.Update, "a", "null"), (ContextWriteKind.Upsert, "b", "[3]"),
            (ContextWriteKind.Upsert, "d", "4"), (ContextWriteKind.Remove, "d", ""), (ContextWriteKind.Remove, "none", ""));
        Assert.Equal("""{"a":null,"b":[3],"c":1.0}""", response.Context.ContentJson);
        Assert.Equal(["", "1", "2", "", "4", ""], response.PreviousJson);
        await FailsAsync(StatusCode.AlreadyExists, () => Write("c1", (ContextWriteKind.Upsert, "z", "1"), (ContextWriteKind.Insert, "a", "1")));
        await FailsAsync(StatusCode.NotFound, () => Write("c1", (ContextWriteKind.Upsert, "z", "1"), (ContextWriteKind.Update, "nope", "1")));
        await FailsAsync(StatusCode.InvalidArgument, () => Write("c1", (ContextWriteKind.Unspecified, "z", "1"), (ContextWriteKind.Upsert, "y", "NaN"), (ContextWriteKind.Upsert, "w", "1,\"v\":2")));
        Assert.Equal("""{"a":null,"b":[3],"c":1.0}""", (await Client.GetContextAsync(new GetContextRequest { Id = "c1" })).Context.ContentJson);
    }

    [Fact]
    public async Task Update_StaleEtag_IsAborted_ConcurrentWritersLoseNothing()
    {
        var created = await CreateAsync("c1", "{}");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => UpdateAsync("c1", (ContextWriteKind.Insert, $"k{i}", $"{i}"))));
        var context = (await Client.GetContextAsync(new GetContextRequest { Id = "c1" })).Context;
        Assert.Equal(9, context.Version);
        Assert.Equal(8, context.ContentJson.Count(c => c == ':'));
        await FailsAsync(StatusCode.Aborted, () => Client.UpdateContextAsync(
            new UpdateContextRequest { Id = "c1", Etag = created.Etag, Writes = { new ContextWrite { Kind = ContextWriteKind.Upsert, Key = "x", ValueJson = "1" } } }));
        await FailsAsync(StatusCode.Aborted, () => Client.DeleteContextAsync(new DeleteContextRequest { Id = "c1", Etag = created.Etag }));
    }

    [Fact]
    public async Task Versions_CanBeReadAndCompared()
    {
        await CreateAsync("c1", """{"a":{"x":1,"y":2},"b":[1]}""");
        await UpdateAsync("c1", (ContextWriteKind.Update, "a", """{"x":1.0,"z":3}"""), (ContextWriteKind.Remove, "b", ""));
        Assert.Equal("""{"a":{"x":1,"y":2},"b":[1]}""", (await Client.GetContextAsync(new GetContextRequest { Id = "c1", Version = 1 })).Context.ContentJson);
        var diff = await Client.DiffContextAsync(new DiffContextRequest { Id = "c1", FromVersion = 1 });
        Assert.Equal(["/a/x 1 1.0", "/a/y 2 ", "/a/z  3", "/b [1] "], diff.Changes.Select(change => $"{change.Pointer} {change.OldJson} {change.NewJson}"));
        await FailsAsync(StatusCode.NotFound, () => Client.GetContextAsync(new GetContextRequest { Id = "c1", Version = 3 }));
    }

    [Theory]
    [InlineData("/n", ValueType.Integer, "9007199254740993")]
    [InlineData("/f", ValueType.Number, "1.0")]
    [InlineData("/a.b/$c/1/d", ValueType.String, "\"x\"")]
    [InlineData("/a.b/$c", ValueType.Array, "[1,{\"d\":\"x\"}]")]
    [InlineData("/", ValueType.Unspecified, "null")]
    [InlineData("/nope/x", ValueType.String, "")]
    [InlineData("/f", ValueType.Integer, null)]
    [InlineData("/a.b", ValueType.String, null)]
    public async Task GetValue_Typed_AnswersValueOrNamesTheKey(string path, ValueType type, string? expected)
    {
        await CreateAsync("c1", Content);
        var call = () => Client.GetContextValueAsync(new GetContextValueRequest { Id = "c1", Pointer = path, Type = type });
        if (expected is null) Assert.Contains($"c1{path}", (await FailsAsync(StatusCode.FailedPrecondition, call)).Status.Detail, StringComparison.Ordinal);
        else Assert.Equal((expected, expected.Length > 0), ((await call()).ValueJson, (await call()).Found));
    }

    [Fact]
    public async Task List_PagesOfAnySize_HoldEachOnceInOrder()
    {
        for (var i = 0; i < 45; i++) await CreateAsync($"c{i:D2}", "{}");
        foreach (var size in (int[])[1, 19, 20, 21, 44, 45, 1000])
        {
            var (ids, token) = (new List<string>(), "");
            do
            {
                var page = await Client.ListContextsAsync(new ListContextsRequest { PageSize = size, PageToken = token });
                Assert.Equal(Math.Min(size, 45 - ids.Count), page.Contexts.Count);
                ids.AddRange(page.Contexts.Select(context => context.Id));
                token = page.NextPageToken;
            }
            while (token.Length > 0);
            Assert.Equal(Enumerable.Range(0, 45).Select(i => $"c{i:D2}"), ids);
        }
    }

    [Fact]
    public async Task Delete_ManyVersions_ForgetsThemAll()
    {
        await CreateAsync("c1", "{}");
        for (var i = 0; i < 103; i++)
            await Client.UpdateContextAsync(new UpdateContextRequest { Id = "c1", Writes = { new ContextWrite { Kind = ContextWriteKind.Upsert, Key = "a", ValueJson = $"{i}" } } });
        await FailsAsync(StatusCode.NotFound, () => Client.GetContextAsync(new GetContextRequest { Id = "c1", Version = 3 }));
        Assert.Equal("{\"a\":2}", (await Client.GetContextAsync(new GetContextRequest { Id = "c1", Version = 4 })).Context.ContentJson);

        await Client.DeleteContextAsync(new DeleteContextRequest { Id = "c1" });

        await CreateAsync("c1", "{}");
        foreach (var version in (int[])[4, 50, 103]) await FailsAsync(StatusCode.NotFound, () => Client.GetContextAsync(new GetContextRequest { Id = "c1", Version = version }));
    }

    [Fact]
    public async Task List_ByScope_AndDelete()
    {
        foreach (var (id, scope) in new[] { ("c3", "run/1"), ("c1", "run/2"), ("c2", "other") })
            await Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { Id = id, Scope = scope, ContentJson = """{"a":1}""" } });
        await UpdateAsync("c1", (ContextWriteKind.Upsert, "a", "2"));
        var list = await Client.ListContextsAsync(new ListContextsRequest { ScopePrefix = "run/" });
        Assert.Equal(["c1:", "c3:"], list.Contexts.Select(context => $"{context.Id}:{context.ContentJson}"));
        await Client.DeleteContextAsync(new DeleteContextRequest { Id = "c1", ValidateOnly = true });
        await Client.DeleteContextAsync(new DeleteContextRequest { Id = "c1" });
        await FailsAsync(StatusCode.NotFound, () => Client.GetContextAsync(new GetContextRequest { Id = "c1", Version = 1 }));
    }

    [Fact]
    public async Task EmptyId_FindsNothing_WhateverOtherIdsThereAre()
    {
        await CreateAsync("-", """{"a":1}""");
        await FailsAsync(StatusCode.NotFound, () => Client.GetContextAsync(new GetContextRequest()));
        await FailsAsync(StatusCode.NotFound, () => Client.DeleteContextAsync(new DeleteContextRequest()));
    }

    [Theory]
    [InlineData(MergeMode.Unspecified, """{"user_id":123,"status":"completed","o":{"y":2},"l":[2],"k":null,"result":42}""")]
    [InlineData(MergeMode.Deep, """{"user_id":123,"status":"completed","o":{"x":1,"y":2},"l":[2],"k":null,"result":42}""")]
    public async Task Merge_InOrder_TheLastWins(MergeMode mode, string expected)
    {
        await CreateAsync("c1", """{"user_id":123,"status":"pending","o":{"x":1},"l":[1,1],"k":5}""");
        var request = new MergeContextsRequest { Ids = { "c1" }, ContextsJson = { """{"status":"completed","result":42,"o":{"y":2},"l":[2],"k":null}""" }, Mode = mode };
        Assert.Equal(expected, (await Client.MergeContextsAsync(request)).ContextJson);
    }

    protected async Task<ContextDocument> CreateAsync(string id, string content) =>
        (await Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { Id = id, ContentJson = content } })).Context;

    private AsyncUnaryCall<UpdateContextResponse> Write(string id, params (ContextWriteKind Kind, string Key, string Json)[] writes) => Client.UpdateContextAsync(
        new UpdateContextRequest { Id = id, Writes = { writes.Select(write => new ContextWrite { Kind = write.Kind, Key = write.Key, ValueJson = write.Json }) } });

    private async Task<UpdateContextResponse> UpdateAsync(string id, params (ContextWriteKind Kind, string Key, string Json)[] writes) => await Write(id, writes);
}
