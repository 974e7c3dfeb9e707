using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Flux.Contracts.Context.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>Contexts in memory, built as context-builder does: element, epoch, flow, tasks.</summary>
internal sealed class FakeContexts(FakeInventory inventory) : IContexts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<JsonObject>> _runs = [];
    private readonly Dictionary<(string Run, long Element), JsonObject> _entries = [];

    /// <summary>Further context keys by element.</summary>
    public ConcurrentDictionary<long, JsonObject> Extra { get; } = new();

    /// <summary>Pointers to secrets in every context.</summary>
    public List<string> SecretPointers { get; } = [];

    /// <summary>Elements that were deleted after they had been selected.</summary>
    public HashSet<long> Deleted { get; } = [];

    /// <summary>Thrown by every call when set.</summary>
    public FailureException? Down { get; set; }

    /// <summary>How often the flow context was read.</summary>
    public int Reads { get; private set; }

    public Task<IReadOnlyList<ElementContext>> BuildElementContextsAsync(IReadOnlyList<long> elementIds, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult<IReadOnlyList<ElementContext>>([.. elementIds.Where(id => !Deleted.Contains(id)).Select(id => new ElementContext { ElementId = id, ContextJson = Json.Write(Context(id)) })]);
    }

    public Task<AppendFlowEntriesResponse> AppendAsync(string runId, IReadOnlyList<long> elementIds, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        if (elementIds.Any(Deleted.Contains))
            throw FakeInventory.Missing("element");
        var response = new AppendFlowEntriesResponse();
        lock (_gate)
        {
            var entries = _runs.TryGetValue(runId, out var known) ? known : _runs[runId] = [];
            foreach (var id in elementIds)
            {
                // Each element once, however often it is asked for.
                var entry = entries.Find(e => (long)e["id"]! == id);
                if (entry is null)
                    entries.Add(entry = new JsonObject { ["id"] = id, ["context"] = Context(id), ["tasks"] = new JsonObject() });
                _entries[(runId, id)] = entry;
                response.Entries.Add(new FlowEntry { ElementId = id, EntryJson = Json.Write(entry) });
                response.Secrets.Add(new ElementSecrets { ElementId = id, Pointers = { SecretPointers } });
            }
        }
        return Task.FromResult(response);
    }

    public Task<BuildTaskContextResponse> BuildTaskContextAsync(BuildTaskContextRequest request, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        if (Deleted.Contains(request.ElementId))
            throw FakeInventory.Missing("element");
        var context = Context(request.ElementId);
        var entry = new JsonObject();
        if (request.RunId.Length > 0)
        {
            lock (_gate)
                entry = (JsonObject)Entry(request.RunId, request.ElementId).DeepClone();
            context["flow"] = request.User is null ? new JsonObject() : new JsonObject { ["user"] = new JsonObject { ["full_name"] = request.User.FullName } };
            context["tasks"] = entry["tasks"]!.DeepClone();
        }
        return Task.FromResult(new BuildTaskContextResponse
        {
            Context = new ElementContext { ElementId = request.ElementId, ContextJson = Json.Write(context), SecretPointers = { SecretPointers } },
            FlowEntryJson = entry.Count > 0 ? Json.Write(entry) : "",
        });
    }

    public Task RecordTaskResultAsync(RecordTaskResultRequest request, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        lock (_gate)
            Entry(request.RunId, request.ElementId)["tasks"]![request.TaskId.ToString()] = JsonNode.Parse(request.StepsJson);
        return Task.CompletedTask;
    }

    public Task<GetFlowContextResponse> GetFlowContextAsync(GetFlowContextRequest request, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        lock (_gate)
        {
            Reads++;
            var entries = _runs.GetValueOrDefault(request.RunId) ?? [];
            var wanted = request.ElementIds.Count == 0 ? entries : [.. entries.Where(e => request.ElementIds.Contains((long)e["id"]!))];
            return Task.FromResult(new GetFlowContextResponse { EntriesJson = Json.Write(new JsonArray([.. wanted.Select(e => e.DeepClone())])) });
        }
    }

    public Task DeleteFlowContextAsync(string runId, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        lock (_gate)
            _runs.Remove(runId);
        return Task.CompletedTask;
    }

    /// <summary>The runs that have entries.</summary>
    public IReadOnlyList<string> Runs
    {
        get
        {
            lock (_gate)
                return [.. _runs.Keys.Order()];
        }
    }

    /// <summary>The tasks of an element's entry in a run.</summary>
    public JsonObject Tasks(string runId, long elementId)
    {
        lock (_gate)
            return (JsonObject)Entry(runId, elementId)["tasks"]!.DeepClone();
    }

    private JsonObject Entry(string runId, long elementId) => _entries[(runId, elementId)];

    private JsonObject Context(long id)
    {
        var context = (JsonObject?)Extra.GetValueOrDefault(id)?.DeepClone() ?? [];
        context["element"] ??= new JsonObject { ["id"] = id, ["name"] = Find(id).Name };
        context["epoch"] = 1_700_000_000;
        return context;
    }

    // Elements of a lab have the ids 1, 2, ... in order; thousands of them are not searched for thousands of times.
    private ElementRef Find(long id) =>
        id <= inventory.Elements.Count && inventory.Elements[(int)id - 1] is { } likely && likely.Id == id ? likely : inventory.Elements.Single(e => e.Id == id);

    private void ThrowIfDown()
    {
        if (Down is not null)
            throw Down;
    }
}
