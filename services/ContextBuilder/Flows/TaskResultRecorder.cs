using System.Text.Json;
using Flux.Contracts.Context.V1;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.ContextBuilder.Flows;

/// <summary>Puts finished tasks' results into the entries of their elements; the last result of a task stands (semantics 2.4).</summary>
internal sealed class TaskResultRecorder(IDocumentStore store)
{
    private const int MaxAttempts = 20;

    public async Task RecordAsync(RecordTaskResultRequest request, CancellationToken ct)
    {
        var steps = Check(request);
        var id = StoredEntry.Id(request.RunId, request.ElementId);
        for (var attempt = 1; ; attempt++)
        {
            var stored = await store.GetAsync(StoredEntry.Type, id, ct)
                ?? throw FluxError.NotFound("flow entry", $"{request.RunId}/{request.ElementId}", "add it with AppendFlowEntries first");
            stored.Value.Tasks[request.TaskId] = steps;
            try
            {
                await store.UpdateAsync(StoredEntry.Type, id, stored.Value, stored.Version, ct);
                return;
            }
            catch (DocumentTooLargeException error)
            {
                throw FluxError.ResourceExhausted($"flow entry {id}", $"with this result it has {error.Bytes} bytes, at most {error.Limit} are allowed; make the task's results smaller");
            }
            catch (DocumentConflictException) when (attempt < MaxAttempts)
            {
                // Another task of the same element finished at the same moment.
            }
        }
    }

    private static JsonElement Check(RecordTaskResultRequest request)
    {
        var violations = new Violations();
        RunIds.Check(request.RunId, violations);
        violations.Require(request.TaskId > 0, "task_id", "must be the id of a task.");
        if (!JsonText.TryParse(request.StepsJson, out var steps, out var problem)) violations.Add("steps_json", problem);
        else violations.Require(steps.ValueKind == JsonValueKind.Object, "steps_json", "must be a JSON object of step to result.");
        violations.ThrowIfAny();
        return steps;
    }
}
