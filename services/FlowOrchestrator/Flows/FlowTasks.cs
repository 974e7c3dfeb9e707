using System.Collections.Concurrent;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>Runs one step over several elements at once and waits for the last: the barrier of parallel flows (semantics 4.6).</summary>
internal sealed class FlowTasks(FlowOptions options)
{
    /// <summary>Runs <paramref name="step"/> for every element, at most as many at once as the flow allows.</summary>
    /// <exception cref="OperationCanceledException">The run stops.</exception>
    public async Task<IReadOnlyDictionary<long, TaskOutcome>> ForAllAsync(
        IEnumerable<RunElement> elements, int maxConcurrency, Func<RunElement, CancellationToken, Task<TaskOutcome?>> step, CancellationToken cancellationToken)
    {
        var outcomes = new ConcurrentDictionary<long, TaskOutcome>();
        var degree = new ParallelOptions
        {
            MaxDegreeOfParallelism = maxConcurrency > 0 ? maxConcurrency : options.DefaultConcurrency,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(elements, degree, async (element, ct) =>
        {
            if (await step(element, ct) is { } outcome)
                outcomes[element.Id] = outcome;
        });
        return outcomes;
    }
}
