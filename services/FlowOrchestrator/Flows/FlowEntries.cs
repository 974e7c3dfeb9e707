using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Context.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>The flow context of a run: adds entries, learns their secrets, and gives scripts their view of it (semantics 2).</summary>
internal sealed class FlowEntries(IContexts contexts)
{
    // What one message to script-runner can carry with room to spare.
    private const int MostCharacters = 4 << 20;
    private const int Chunk = 1000;

    /// <summary>Adds the entry of one element.</summary>
    /// <exception cref="FailureException">NOT_FOUND when the element was deleted meanwhile.</exception>
    public async Task AppendAsync(RunScope run, RunElement element, CancellationToken cancellationToken) =>
        Learn(run, await contexts.AppendAsync(run.Id, [element.Id], cancellationToken));

    /// <summary>Adds the entries of all elements; one that was deleted meanwhile fails by itself.</summary>
    public async Task AppendAllAsync(RunScope run, IEnumerable<RunElement> elements, CancellationToken cancellationToken)
    {
        foreach (var chunk in elements.Chunk(Chunk))
        {
            try
            {
                Learn(run, await contexts.AppendAsync(run.Id, [.. chunk.Select(e => e.Id)], cancellationToken));
            }
            catch (FailureException e) when (e.Code == StatusCode.NotFound)
            {
                // All or nothing: find out which one it is.
                foreach (var element in chunk)
                    await AppendOrFailAsync(run, element, cancellationToken);
            }
        }
    }

    /// <summary>
    /// The entries as the script-runner takes them, at their elements' places; null when the script does not look at them.
    /// Too large a context is left out with a warning in the run's log.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="wanted">Whether the script looks at them.</param>
    /// <param name="upTo">Entries of elements after this place do not exist yet.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<JsonArray?> ViewAsync(RunScope run, bool wanted, int upTo, CancellationToken cancellationToken)
    {
        if (!wanted)
            return null;
        var read = await contexts.GetFlowContextAsync(new GetFlowContextRequest { RunId = run.Id }, cancellationToken);
        if (read.EntriesJson.Length > MostCharacters)
        {
            run.Log(RunLogLevel.Warning, $"the flow context has {read.EntriesJson.Length} characters, too many for a script (limit {MostCharacters}); it reads as empty");
            return [.. run.Board.Elements.Take(upTo + 1).Select(Empty)];
        }
        var entries = (Json.Parse(read.EntriesJson) as JsonArray ?? []).OfType<JsonObject>().ToDictionary(e => (long)e["id"]!);
        // A place stays a place also when its element has no entry, so that `current` and `0.context...` mean the same element.
        return [.. run.Board.Elements.Take(upTo + 1).Select(e => entries.GetValueOrDefault(e.Id)?.DeepClone() ?? Empty(e))];
    }

    /// <summary>The entry of one element as it is now; too large a one is left out with a warning in the run's log.</summary>
    public async Task<JsonObject> EntryAsync(RunScope run, RunElement element, CancellationToken cancellationToken)
    {
        var read = await contexts.GetFlowContextAsync(new GetFlowContextRequest { RunId = run.Id, ElementIds = { element.Id } }, cancellationToken);
        if (read.EntriesJson.Length > MostCharacters)
        {
            run.Log(RunLogLevel.Warning, $"the element's flow entry has {read.EntriesJson.Length} characters, too many for a script (limit {MostCharacters}); it reads as empty", element);
            return Empty(element);
        }
        return Json.Parse(read.EntriesJson) is JsonArray { Count: 1 } found && found[0]?.DeepClone() is JsonObject entry ? entry : Empty(element);
    }

    /// <summary>The entry of an element as far as the run itself knows it.</summary>
    public static JsonObject Empty(RunElement element) => new()
    {
        ["id"] = element.Id,
        ["context"] = new JsonObject { ["element"] = new JsonObject { ["id"] = element.Id, ["name"] = element.Name } },
        ["tasks"] = new JsonObject(),
    };

    private async Task AppendOrFailAsync(RunScope run, RunElement element, CancellationToken cancellationToken)
    {
        try
        {
            await AppendAsync(run, element, cancellationToken);
        }
        catch (FailureException e) when (e.Code == StatusCode.NotFound)
        {
            run.Board.Fail(element.Id, e.Failure);
        }
    }

    private static void Learn(RunScope run, AppendFlowEntriesResponse added)
    {
        var secrets = added.Secrets.Where(s => s.Pointers.Count > 0).ToDictionary(s => s.ElementId, s => s.Pointers);
        foreach (var entry in added.Entries.Where(e => secrets.ContainsKey(e.ElementId)))
            run.Secrets.Learn(entry.ElementId, Json.ParseObject(entry.EntryJson)["context"], secrets[entry.ElementId]);
    }
}
