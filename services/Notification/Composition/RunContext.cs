using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.Contracts.Context.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.Notification.Composition;

/// <summary>
/// What the templates of a mail of a stored run see (semantics 3.8), as far as it is stored: the element's context as it entered the run, "flow", the tasks'
/// results, the flow entry. Secrets are masked by who stored them. What a script left in its own task's context is gone.
/// </summary>
internal sealed class RunContext(ContextService.ContextServiceClient contexts, FlowService.FlowServiceClient flows)
{
    /// <summary>The context as a JSON object; names of the request's own context go over it.</summary>
    /// <exception cref="FluxException">NOT_FOUND for a run without that element, an unknown run or task; INVALID_ARGUMENT for a bad context.</exception>
    public async Task<string> ReadAsync(RenderPreviewRequest request, CancellationToken cancellationToken)
    {
        var entries = await contexts.ListFlowEntriesAsync(new ListFlowEntriesRequest { RunId = request.RunId, ElementId = request.ElementId, PageSize = 1 }, cancellationToken: cancellationToken);
        if (entries.Entries is not [var entry])
            throw FluxError.NotFound("flow entry", $"{request.RunId}/{request.ElementId}", "ListElementResults lists the elements of a run");
        var stored = Parse(entry.EntryJson);
        var context = stored["context"] as JsonObject ?? [];
        var result = new JsonObject { ["element"] = context["element"]?.DeepClone(), ["task"] = await TaskAsync(request.Task, cancellationToken) };
        foreach (var (name, value) in context.Where(each => each.Key is not ("element" or "task")))
            result[name] = value?.DeepClone();
        result["flow"] = await FlowAsync(request.RunId, cancellationToken);
        foreach (var (name, value) in stored)
            result[name] = value?.DeepClone();
        result["flow_entry"] = stored;
        foreach (var (name, value) in Own(request))
            result[name] = value?.DeepClone();
        return result.ToJsonString(new JsonSerializerOptions { MaxDepth = 1024 });
    }

    private static JsonObject Own(RenderPreviewRequest request)
    {
        if (MailContext.Check(request.Message.ContextJson) is { } error)
            throw FluxError.InvalidArgument("message.context_json", error);
        return request.Message.ContextJson.Length == 0 ? [] : Parse(request.Message.ContextJson);
    }

    private async Task<JsonObject?> TaskAsync(string shortName, CancellationToken cancellationToken)
    {
        if (shortName.Length == 0)
            return null;
        var task = (await flows.GetTaskAsync(new GetTaskRequest { ShortName = shortName }, cancellationToken: cancellationToken)).Task;
        return new JsonObject { ["id"] = task.Id, ["name"] = task.Name, ["short_name"] = task.ShortName, ["description"] = task.Description };
    }

    // A run's context outlives the run itself where runs are deleted earlier; a mail without its user is still worth looking at.
    private async Task<JsonObject> FlowAsync(string runId, CancellationToken cancellationToken)
    {
        try
        {
            var user = (await flows.GetRunAsync(new GetRunRequest { Id = runId }, cancellationToken: cancellationToken)).Run.User;
            return user is null ? [] : new JsonObject { ["user"] = new JsonObject { ["id"] = user.Id, ["username"] = user.Username, ["full_name"] = user.FullName, ["email"] = user.Email } };
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            return [];
        }
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json, documentOptions: MailContext.Reading)!.AsObject();
}
