using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// The elements of one run and where each is: the one place that moves them, forward only, and that gives every element exactly one result.
/// </summary>
internal sealed class ElementBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, ElementResult> _results = [];
    private readonly Dictionary<long, Failure> _noted = [];
    private readonly RunJournal _journal;
    private readonly TimeProvider _clock;

    /// <summary>Stores the elements as not started and tells their number.</summary>
    public ElementBoard(RunJournal journal, TimeProvider clock, IReadOnlyList<RunElement> elements)
    {
        (_journal, _clock, Elements) = (journal, clock, elements);
        foreach (var element in elements)
            _results.Add(element.Id, new ElementResult { ElementId = element.Id, ElementName = element.Name, Index = element.Index, State = WorkState.NotStarted });
        journal.AddElements(elements, _results.Values);
    }

    /// <summary>Goes on with the elements of a run that was taken over.</summary>
    public ElementBoard(RunJournal journal, TimeProvider clock, IReadOnlyList<ElementDocument> stored)
    {
        Elements = [.. stored.Select(d => new RunElement(d.Result.ElementId, d.Result.ElementName, d.Result.Index) { Groups = d.Groups ?? [] })];
        (_journal, _clock) = (journal, clock);
        journal.KeepGroups(Elements);
        foreach (var result in stored.Select(d => d.Result))
        {
            _results.Add(result.ElementId, result);
            if (result.State == WorkState.Failed && result.Failure is not null)
                _noted.Add(result.ElementId, result.Failure);
        }
    }

    /// <summary>The elements in run order.</summary>
    public IReadOnlyList<RunElement> Elements { get; }

    /// <summary>Where an element is.</summary>
    public WorkState StateOf(long elementId)
    {
        lock (_gate)
            return _results[elementId].State;
    }

    /// <summary>A copy of an element's result.</summary>
    public ElementResult ResultOf(long elementId)
    {
        lock (_gate)
            return _results[elementId].Clone();
    }

    /// <summary>Work on an element begins; again is nothing.</summary>
    public void Begin(long elementId)
    {
        lock (_gate)
        {
            var result = _results[elementId];
            if (result.State != WorkState.NotStarted)
                return;
            result.State = WorkState.Running;
            result.StartTime = Now();
            _journal.ChangeElement(result);
        }
    }

    /// <summary>Remembers that something failed on an element, which therefore ends FAILED; the first failure stands.</summary>
    public void Note(long elementId, Failure failure)
    {
        lock (_gate)
            _noted.TryAdd(elementId, failure);
    }

    /// <summary>How many elements have failed so far.</summary>
    public int NotedCount
    {
        get
        {
            lock (_gate)
                return _noted.Count;
        }
    }

    /// <summary>Ends an element that nothing is done on as SKIPPED, with the reason.</summary>
    public void Skip(long elementId, Failure reason)
    {
        lock (_gate)
        {
            var result = _results[elementId];
            if (RunStates.IsFinal(result.State))
                return;
            (result.State, result.Failure, result.EndTime) = (WorkState.Skipped, reason, Now());
            _journal.ChangeElement(result);
        }
    }

    /// <summary>What was noted about an element, or null.</summary>
    public Failure? NotedOf(long elementId)
    {
        lock (_gate)
            return _noted.GetValueOrDefault(elementId);
    }

    /// <summary>Ends an element: FAILED when something was noted, else in <paramref name="state"/>. An ended element stays as it is.</summary>
    public void End(long elementId, WorkState state, string actionStatus = "", string actionInfo = "")
    {
        lock (_gate)
        {
            var result = _results[elementId];
            if (RunStates.IsFinal(result.State))
                return;
            var failure = _noted.GetValueOrDefault(elementId);
            result.State = failure is null || state == WorkState.Cancelled ? state : WorkState.Failed;
            (result.ActionStatus, result.ActionInfo, result.Failure, result.EndTime) = (actionStatus, actionInfo, failure, Now());
            _journal.ChangeElement(result);
        }
    }

    /// <summary>Ends an element as FAILED.</summary>
    public void Fail(long elementId, Failure failure)
    {
        lock (_gate)
        {
            _noted.TryAdd(elementId, failure);
            End(elementId, WorkState.Failed);
        }
    }

    /// <summary>
    /// Ends whatever has not ended, because the run stops: begun elements as <paramref name="begun"/>, the others as CANCELLED, with the reason on each.
    /// </summary>
    public void Settle(WorkState begun, Failure reason)
    {
        foreach (var element in Elements)
        {
            lock (_gate)
            {
                var result = _results[element.Id];
                if (RunStates.IsFinal(result.State))
                    continue;
                _noted.TryAdd(element.Id, reason);
                End(element.Id, result.State == WorkState.Running ? begun : WorkState.Cancelled);
            }
        }
    }

    private Timestamp Now() => Timestamp.FromDateTimeOffset(_clock.GetUtcNow());
}
