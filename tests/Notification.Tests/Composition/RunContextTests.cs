using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Context.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Composition;
using Grpc.Core;

namespace Flux.Notification.Tests.Composition;

public sealed class RunContextTests
{
    private const string Entry = """
        {"id":3,"context":{"element":{"name":"r1","password":"********"},"facts":{"n":1.0,"big":9007199254740993},"id":"hidden by the entry"},"tasks":{"12":{"model_commands":{"status":"OK","result":"up"}}}}
        """;

    [Fact]
    public async System.Threading.Tasks.Task ReadAsync_StoredRun_IsTheContextOfAMail()
    {
        var json = JsonNode.Parse(await ReadAsync(new RenderPreviewRequest { RunId = "r", ElementId = 3, Task = "collect" }))!;

        Assert.Equal("r1", (string?)json["element"]!["name"]);
        Assert.Equal("********", (string?)json["element"]!["password"]);
        Assert.Equal("""{"id":12,"name":"Collect","short_name":"collect","description":""}""", json["task"]!.ToJsonString());
        Assert.Equal("Ada", (string?)json["flow"]!["user"]!["full_name"]);
        Assert.Equal("""{"n":1.0,"big":9007199254740993}""", json["facts"]!.ToJsonString());
        Assert.Equal("up", (string?)json["tasks"]!["12"]!["model_commands"]!["result"]);
        Assert.Equal(3, (int)json["id"]!);
        Assert.Equal("up", (string?)json["flow_entry"]!["tasks"]!["12"]!["model_commands"]!["result"]);
    }

    [Fact]
    public async System.Threading.Tasks.Task ReadAsync_OwnContext_GoesOverTheRuns()
    {
        var json = JsonNode.Parse(await ReadAsync(new RenderPreviewRequest { RunId = "r", Message = new Message { ContextJson = """{"facts":1,"extra":2}""" } }))!;
        Assert.Equal((1, 2, "r1"), ((int)json["facts"]!, (int)json["extra"]!, (string?)json["element"]!["name"]));
    }

    [Fact]
    public async System.Threading.Tasks.Task ReadAsync_NoSuchElement_IsNotFound()
    {
        var error = await Assert.ThrowsAsync<FluxException>(() => ReadAsync(new RenderPreviewRequest { RunId = "r", ElementId = 99 }));
        Assert.Equal(StatusCode.NotFound, error.Code);
    }

    [Fact]
    public async System.Threading.Tasks.Task ReadAsync_BadOwnContext_IsInvalidArgument()
    {
        var error = await Assert.ThrowsAsync<FluxException>(() => ReadAsync(new RenderPreviewRequest { RunId = "r", Message = new Message { ContextJson = "[]" } }));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
    }

    private static System.Threading.Tasks.Task<string> ReadAsync(RenderPreviewRequest request)
    {
        request.Message ??= new Message();
        return new RunContext(new Contexts(), new Flows()).ReadAsync(request, default);
    }

    private static AsyncUnaryCall<T> Answer<T>(T value) => new(System.Threading.Tasks.Task.FromResult(value), System.Threading.Tasks.Task.FromResult(Metadata.Empty), () => Status.DefaultSuccess, () => Metadata.Empty, () => { });

    private sealed class Contexts : ContextService.ContextServiceClient
    {
        public override AsyncUnaryCall<ListFlowEntriesResponse> ListFlowEntriesAsync(ListFlowEntriesRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
            Answer(request.ElementId is 0 or 3 ? new ListFlowEntriesResponse { Entries = { new FlowEntry { ElementId = 3, EntryJson = Entry } } } : new ListFlowEntriesResponse());
    }

    private sealed class Flows : FlowService.FlowServiceClient
    {
        public override AsyncUnaryCall<GetTaskResponse> GetTaskAsync(GetTaskRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
            Answer(new GetTaskResponse { Task = new Contracts.Flow.V1.Task { Id = 12, Name = "Collect", ShortName = request.ShortName } });

        public override AsyncUnaryCall<GetRunResponse> GetRunAsync(GetRunRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
            Answer(new GetRunResponse { Run = new Run { Id = request.Id, User = new User { FullName = "Ada" } } });
    }
}
