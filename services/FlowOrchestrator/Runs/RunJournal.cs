using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// Everything that a run writes goes through here, in one order: a change and its event are one atomic write, events count without a gap.
/// Writers never wait; what gathers while a commit is under way goes into the next one. <see cref="FlushAsync"/> waits for the disk.
/// </summary>
internal sealed class RunJournal
{
    private const int MostWaiting = 2000;

    // A commit costs a write to the disk; the steps of a task come a few milliseconds apart. Watchers do not notice, and a flush does not wait.
    // A change after a while of silence waits less, only for what belongs to it.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan ShortLinger = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly IDocumentStore _store;
    private readonly TimeProvider _clock;
    private readonly ActiveRun _active;
    private readonly Dictionary<int, IReadOnlyList<string>> _groups = [];
    private RunDocument _document;
    private long _version;
    private PendingWrites _waiting = new();
    private TaskCompletionSource _urgent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _underWay = Task.CompletedTask;
    private Exception? _fault;
    private long _sequence;
    private long _tasks;
    private bool _pumping;

    /// <summary>Goes on with a stored run.</summary>
    /// <param name="store">The store.</param>
    /// <param name="clock">Tells the events' times.</param>
    /// <param name="active">Is told what is stored, and stopped when nothing can be.</param>
    /// <param name="stored">The run. Each commit demands the version that the last one left, so whoever takes the run over fences this journal off.</param>
    public RunJournal(IDocumentStore store, TimeProvider clock, ActiveRun active, Document<RunDocument> stored)
    {
        (_store, _clock, _active, _version) = (store, clock, active, stored.Version);
        _document = stored.Value.Copy(stored.Value.LastSequence);
        _sequence = stored.Value.LastSequence;
    }

    /// <summary>Goes on counting task executions after those that are stored.</summary>
    public void CountTasksFrom(long last) => _tasks = last;

    /// <summary>The run as it is now.</summary>
    public Run Snapshot()
    {
        lock (_gate)
            return _document.Run.Clone();
    }

    /// <summary>A new id for a task's execution; they sort in the order in which they were given.</summary>
    public string NextTaskId() => Interlocked.Increment(ref _tasks).ToString();

    /// <summary>Changes the run.</summary>
    public void ChangeRun(Action<Run> change) => TryChangeRun(run =>
    {
        change(run);
        return true;
    });

    /// <summary>Changes the run if it may be changed. Another state gives it another etag.</summary>
    /// <param name="change">Looks and changes, with no one else between; false, or an exception, leaves the run as it is.</param>
    public bool TryChangeRun(Func<Run, bool> change)
    {
        lock (_gate)
        {
            var before = _document.Run.State;
            if (!change(_document.Run))
                return false;
            if (_document.Run.State != before)
                _document.Run.Etag = RunEtag.Next(_document.Run.Etag);
            Add(new RunEvent { Run = _document.Run.Clone() });
            return true;
        }
    }

    /// <summary>Adds the elements, which wait for their turn, and tells their number.</summary>
    public void AddElements(IReadOnlyList<RunElement> elements, IEnumerable<ElementResult> results)
    {
        lock (_gate)
        {
            KeepGroups(elements);
            foreach (var result in results)
                Put(result.Clone());
            _document.Run.ElementCount = elements.Count;
            _document = _document with { Selected = true };
            Add(new RunEvent { Run = _document.Run.Clone() });
        }
    }

    /// <summary>Knows the groups of elements that are stored already.</summary>
    public void KeepGroups(IReadOnlyList<RunElement> elements)
    {
        lock (_gate)
        {
            foreach (var element in elements.Where(e => e.Groups.Count > 0))
                _groups[element.Index] = element.Groups;
        }
    }

    /// <summary>Gives the run back: another process may take it over at once.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _document = _document with { Owner = "" };
            Start(force: true);
        }
    }

    /// <summary>Puts a finished call into the run's book.</summary>
    public void PutCall(CallWrite call)
    {
        lock (_gate)
        {
            PutLocked(call);
            Start();
        }
    }

    /// <summary>Stores an element's new state and counts it when that is final.</summary>
    public void ChangeElement(ElementResult element)
    {
        lock (_gate)
        {
            Put(element.Clone());
            switch (element.State)
            {
                case WorkState.Completed:
                    _document.Run.CompletedCount++;
                    break;
                case WorkState.Failed:
                    _document.Run.FailedCount++;
                    break;
                case WorkState.Skipped or WorkState.Cancelled:
                    _document.Run.OtherCount++;
                    break;
            }
            Add(new RunEvent { Element = element.Clone() });
        }
    }

    /// <summary>Stores a task's execution; its event has the steps without their values.</summary>
    /// <param name="task">The execution.</param>
    /// <param name="place">The place of the call that it is part of.</param>
    /// <param name="finished">The finished call, when this execution finishes it: both are one write.</param>
    public void ChangeTask(TaskResult task, string place, CallWrite? finished = null)
    {
        var document = new TaskDocument(_document.Run.Id, task.Clone(), CallDocument.Id(_document.Run.Id, place));
        var told = task.Clone();
        foreach (var step in told.Steps)
            step.ResultJson = "";
        lock (_gate)
        {
            _waiting.Put($"task/{task.Id}", batch => batch.Put(TaskDocument.Type, TaskDocument.Id(document.RunId, document.Result.Id), document));
            if (finished is not null)
                PutLocked(finished);
            Add(new RunEvent { Task = told });
        }
    }

    /// <summary>Tells the end of a step; the caller leaves its value out.</summary>
    public void Tell(StepEvent step)
    {
        lock (_gate)
            Add(new RunEvent { Step = step });
    }

    /// <summary>Adds a log line, secrets masked by the caller.</summary>
    public void Tell(LogEvent log)
    {
        lock (_gate)
            Add(new RunEvent { Log = log });
    }

    /// <summary>Waits while much is waiting for the disk: for whoever can give without an end, as a script's log can.</summary>
    public ValueTask RoomAsync()
    {
        bool full;
        lock (_gate)
            full = _waiting.Count > MostWaiting;
        return full ? new ValueTask(FlushAsync()) : ValueTask.CompletedTask;
    }

    /// <summary>Waits until everything given so far is on disk.</summary>
    /// <exception cref="FailureException">The store cannot write; the run is being stopped.</exception>
    public async Task FlushAsync()
    {
        Task pending;
        lock (_gate)
        {
            pending = _fault is not null ? Task.FromException(_fault) : _waiting.IsEmpty ? _underWay : _waiting.Committed;
            _urgent.TrySetResult();
        }
        try
        {
            await pending;
        }
        catch (Exception e)
        {
            throw new FailureException(Failures.Of("STORE_UNAVAILABLE", "the run's results cannot be stored; see the log of flow-orchestrator"), inner: e);
        }
    }

    // All below: under the lock, so that the order of sequence numbers is the order of the changes.
    private void PutLocked(CallWrite call) => _waiting.Put($"call/{call.Id}", batch => batch.Put(CallDocument.Type, call.Id, call.Document()));

    private void Put(ElementResult element)
    {
        var groups = _groups.GetValueOrDefault(element.Index);
        _waiting.Put($"element/{element.Index}", batch =>
            batch.Put(ElementDocument.Type, ElementDocument.Id(_document.Run.Id, element.Index), new ElementDocument(_document.Run.Id, element, groups)));
        Start();
    }

    private void Add(RunEvent value)
    {
        value.RunId = _document.Run.Id;
        value.Sequence = ++_sequence;
        value.Time = Timestamp.FromDateTimeOffset(_clock.GetUtcNow());
        _waiting.Add(value);
        Start();
    }

    private void Start(bool force = false)
    {
        // A commit writes the run itself too, so an empty one is a change of the run alone.
        if (force && _waiting.IsEmpty)
            _waiting.Put("run", _ => { });
        if (_pumping || _fault is not null)
            return;
        _pumping = true;
        _ = Task.Run(PumpAsync);
    }

    private async Task PumpAsync()
    {
        for (var linger = ShortLinger; ; linger = Linger)
        {
            await Task.WhenAny(_urgent.Task, Task.Delay(linger, _clock));
            if (Take() is not { } writes)
                return;
            try
            {
                // Not cancellable: how a run ended must be stored also while it is being stopped.
                await _store.CommitAsync(writes.ToBatch(), CancellationToken.None);
            }
            catch (Exception e)
            {
                Fail(e, writes);
                return;
            }
            _active.Tail.Add(writes.Events);
            writes.Complete();
            _active.Stored.Beat();
        }
    }

    private PendingWrites? Take()
    {
        lock (_gate)
        {
            if (_waiting.IsEmpty)
            {
                _pumping = false;
                return null;
            }
            var writes = _waiting;
            var run = _document.Copy(_sequence);
            var version = _version++;
            writes.Put("run", batch => batch.Update(RunDocument.Type, run.Run.Id, run, version));
            (_waiting, _underWay) = (new(), writes.Committed);
            if (_urgent.Task.IsCompleted)
                _urgent = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return writes;
        }
    }

    private void Fail(Exception error, PendingWrites writes)
    {
        lock (_gate)
        {
            _fault = error;
            _waiting.Fail(error);
        }
        writes.Fail(error);
        _active.Stop(new StopCause(Failures.Of("STORE_UNAVAILABLE", "the run's results cannot be stored"), EndsCancelled: false));
    }
}
