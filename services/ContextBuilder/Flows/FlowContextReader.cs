using Flux.Contracts.Context.V1;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.ContextBuilder.Flows;

/// <summary>Reads and deletes the entries of runs.</summary>
internal sealed class FlowContextReader(IDocumentStore store, EntryJson entryJson, SecretsOfNow secrets)
{
    private const int DefaultPage = 100;
    private const int MaxPage = 1000;

    /// <summary>With secrets in clear.</summary>
    public async Task<GetFlowContextResponse> ReadAsync(GetFlowContextRequest request, CancellationToken ct)
    {
        RunIds.Check(request.RunId);
        var entries = await EntriesAsync(request, ct);
        var texts = entries.Select(entryJson.Open).ToList();
        var response = new GetFlowContextResponse { EntriesJson = $"[{string.Join(',', texts)}]" };
        if (request.Flatten)
            response.FlattenedJson = Flattener.Flatten([.. entries.Zip(texts, (entry, text) => (entry.Index, text, entry.ElementId == request.CurrentElementId))]);
        return response;
    }

    /// <summary>With secrets masked: those of the time of the run, and what became one since.</summary>
    public async Task<ListFlowEntriesResponse> ListAsync(ListFlowEntriesRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        RunIds.Check(request.RunId, violations);
        violations.Require(request.PageSize >= 0, "page_size", "must not be negative; 0 means 100.");
        violations.ThrowIfAny();
        var size = request.PageSize == 0 ? DefaultPage : Math.Min(request.PageSize, MaxPage);
        var query = StoredEntry.InRun(request.RunId);
        if (request.ElementId != 0) query = query.Where("id", DocumentOperator.Equal, StoredEntry.Id(request.RunId, request.ElementId));
        var page = await store.QueryAsync(StoredEntry.Type, query.Take(size).After(request.PageToken), ct);
        var entries = page.Items.Select(item => item.Value).ToList();
        var late = await secrets.FindAsync(entries, ct);
        return new ListFlowEntriesResponse
        {
            Entries = { entries.Zip(late, (entry, pointers) => new FlowEntry { ElementId = entry.ElementId, EntryJson = EntryJson.Mask(entry, pointers), Index = entry.Index }) },
            NextPageToken = page.NextToken ?? "",
        };
    }

    /// <summary>Deletes a run's entries; absence is fine.</summary>
    public async Task DeleteAsync(string runId, CancellationToken ct)
    {
        RunIds.Check(runId);
        await store.DeleteAllAsync(StoredEntry.Type, StoredEntry.InRun(runId), MaxPage, ct);
    }

    private async Task<IReadOnlyList<StoredEntry>> EntriesAsync(GetFlowContextRequest request, CancellationToken ct)
    {
        if (request.ElementIds.Count == 0)
            return [.. (await store.QueryAsync(StoredEntry.Type, StoredEntry.InRun(request.RunId), ct)).Items.Select(item => item.Value)];
        var found = await store.GetManyAsync(StoredEntry.Type, [.. request.ElementIds.Distinct().Select(id => StoredEntry.Id(request.RunId, id))], ct);
        return [.. found.Select(item => item.Value).OrderBy(entry => entry.Index)];
    }
}
