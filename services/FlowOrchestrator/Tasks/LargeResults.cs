using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Keeps results whole that are too large for the document of their task: beside it, in parts.</summary>
internal sealed class LargeResults(IDocumentStore store, RunReader runs)
{
    /// <summary>Characters of a result that are kept; what is longer is kept cut, as it stands in its step.</summary>
    public const int MostCharacters = 32 << 20;

    private const int Part = 512 << 10;
    private const int PartsAtOnce = 4;

    /// <summary>Stores a result in parts.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="taskResultId">The execution.</param>
    /// <param name="step">The step.</param>
    /// <param name="result">Masked already.</param>
    /// <returns>Its bytes; 0 when it is too large.</returns>
    public async Task<long> StoreAsync(string runId, string taskResultId, string step, JsonNode result)
    {
        var text = Json.Write(result);
        if (text.Length > MostCharacters)
            return 0;
        var prefix = ResultPart.Prefix(runId, taskResultId, step);
        var number = 0;
        for (var at = 0; at < text.Length;)
        {
            var batch = new DocumentBatch();
            for (var i = 0; i < PartsAtOnce && at < text.Length; i++)
            {
                var length = Math.Min(Part, text.Length - at);
                // Not through the middle of a character.
                if (at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]))
                    length--;
                batch.Put(ResultPart.Type, $"{prefix}{number++:D5}", new ResultPart(text.Substring(at, length)));
                at += length;
            }
            await store.CommitAsync(batch, CancellationToken.None);
        }
        return Encoding.UTF8.GetByteCount(text);
    }

    /// <summary>The parts of a result in order: all of them, or the step's own text when it was not cut.</summary>
    /// <exception cref="FluxException">NOT_FOUND: run, execution or step; INVALID_ARGUMENT.</exception>
    public async IAsyncEnumerable<string> ReadAsync(ReadStepResultRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.Require(request.TaskResultId.Length is > 0 and <= 10 && request.TaskResultId.All(char.IsAsciiDigit), "task_result_id", "is required: the id of a task result");
        violations.Require(request.Step.Length > 0, "step", "is required: the name of a step");
        violations.ThrowIfAny();
        var run = (await runs.GetAsync(request.RunId, cancellationToken)).Run;
        var task = await store.GetAsync(TaskDocument.Type, TaskDocument.Id(run.Id, request.TaskResultId), cancellationToken)
            ?? throw FluxError.NotFound("task result", request.TaskResultId);
        var step = task.Value.Result.Steps.FirstOrDefault(s => s.Step == request.Step) ?? throw FluxError.NotFound("step", request.Step, "list the steps with ListTaskResults");
        if (step.WholeBytes == 0)
        {
            yield return step.ResultJson;
            yield break;
        }
        var query = DocumentQuery.All.Where("id", DocumentOperator.Prefix, ResultPart.Prefix(run.Id, request.TaskResultId, request.Step)).OrderBy("id");
        await foreach (var part in store.ReadAllAsync(ResultPart.Type, query, PartsAtOnce, cancellationToken))
            yield return part.Value.Text;
    }
}
