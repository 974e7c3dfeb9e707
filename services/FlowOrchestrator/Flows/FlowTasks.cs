using System.Collections.Concurrent;
using System.Threading.Channels;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>
/// Runs one step over several elements at once and waits for the last: the barrier of parallel flows (semantics 4.6). Begins no more than the flow
/// allows, in all and in each group, and nothing on further elements once too many have failed.
/// </summary>
internal sealed class FlowTasks(FlowOptions options)
{
    /// <summary>Runs <paramref name="step"/> for every element.</summary>
    /// <exception cref="OperationCanceledException">The run stops; every step that had begun has ended.</exception>
    public async Task<IReadOnlyDictionary<long, TaskOutcome>> ForAllAsync(
        RunScope run, Flow flow, IEnumerable<RunElement> elements, Func<RunElement, CancellationToken, Task<TaskOutcome?>> step, CancellationToken cancellationToken)
    {
        var outcomes = new ConcurrentDictionary<long, TaskOutcome>();
        var room = new GroupRoom(flow.GroupConcurrency);
        var most = flow.MaxConcurrency > 0 ? flow.MaxConcurrency : options.DefaultConcurrency;
        var waiting = new LinkedList<RunElement>(elements);
        var ended = Channel.CreateUnbounded<(RunElement Element, Exception? Error)>(new UnboundedChannelOptions { SingleReader = true });
        Exception? failure = null;
        for (var running = 0; running > 0 || (waiting.Count > 0 && failure is null && !cancellationToken.IsCancellationRequested);)
        {
            while (failure is null && !cancellationToken.IsCancellationRequested && running < most && Next(run, flow, waiting, room) is { } element)
            {
                running++;
                _ = Task.Run(() => OneAsync(element, step, outcomes, ended.Writer, cancellationToken), CancellationToken.None);
            }
            if (running == 0)
                continue;
            var (done, error) = await ended.Reader.ReadAsync(CancellationToken.None);
            running--;
            room.Leave(done);
            failure ??= error;
        }
        cancellationToken.ThrowIfCancellationRequested();
        return failure is null ? outcomes : throw failure;
    }

    /// <summary>Whether so many elements have failed that the flow begins no other.</summary>
    public static bool IsEnough(RunScope run, Flow flow) => flow.MaxFailedElements > 0 && run.Board.NotedCount >= flow.MaxFailedElements;

    /// <summary>Leaves an element out because too many others failed.</summary>
    public static void LeaveOut(RunScope run, Flow flow, RunElement element) => run.Board.Skip(
        element.Id, Failures.Of("TOO_MANY_FAILURES", $"not begun: flow '{flow.ShortName}' stops after {flow.MaxFailedElements} failed elements"));

    private static RunElement? Next(RunScope run, Flow flow, LinkedList<RunElement> waiting, GroupRoom room)
    {
        for (var node = waiting.First; node is not null;)
        {
            var element = node.Value;
            var after = node.Next;
            if (run.Board.StateOf(element.Id) == WorkState.NotStarted && IsEnough(run, flow))
            {
                waiting.Remove(node);
                LeaveOut(run, flow, element);
            }
            else if (room.TryEnter(element))
            {
                waiting.Remove(node);
                return element;
            }
            node = after;
        }
        return null;
    }

    private static async Task OneAsync(
        RunElement element, Func<RunElement, CancellationToken, Task<TaskOutcome?>> step, ConcurrentDictionary<long, TaskOutcome> outcomes,
        ChannelWriter<(RunElement Element, Exception? Error)> ended, CancellationToken cancellationToken)
    {
        Exception? error = null;
        try
        {
            if (await step(element, cancellationToken) is { } outcome)
                outcomes[element.Id] = outcome;
        }
        catch (Exception e)
        {
            error = e;
        }
        ended.TryWrite((element, error));
    }
}
