using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Definitions;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>All that the parts of one run share while it is at work.</summary>
internal sealed class RunScope(
    ActiveRun active, RunDocument document, RunJournal journal, DefinitionSnapshot definitions, RunSecrets secrets, CallBook calls, RunScope? parent = null)
{
    private readonly Dictionary<(long Element, long Task), int> _invocations = [];
    private ElementBoard? _board;

    /// <summary>The run's id.</summary>
    public string Id => document.Run.Id;

    /// <summary>The run that called run_flow; null at the root.</summary>
    public RunScope? Parent => parent;

    /// <summary>Whose fair share of other services the run takes: that of its whole tree.</summary>
    public string Tenant => document.Run.RootRunId;

    /// <summary>What was asked for.</summary>
    public RunDocument Document => document;

    /// <summary>Tells when the run is to stop.</summary>
    public ActiveRun Active => active;

    /// <summary>Cancelled when the run is to stop.</summary>
    public CancellationToken Token => active.Token;

    /// <summary>Takes everything that is stored.</summary>
    public RunJournal Journal => journal;

    /// <summary>The definitions as they were when the run was asked for.</summary>
    public DefinitionSnapshot Definitions => definitions;

    /// <summary>The finished calls.</summary>
    public CallBook Calls => calls;

    /// <summary>The secrets met so far; shared with nested runs.</summary>
    public RunSecrets Secrets => secrets;

    /// <summary>Who started it; null for nobody.</summary>
    public User? User => document.Run.User;

    /// <summary>A flow runs; a task on its own has no flow context (semantics 2.3, 2.4).</summary>
    public bool InFlow => document.Run.Flow.Length > 0;

    /// <summary>The elements; there once they are selected.</summary>
    public ElementBoard Board
    {
        get => _board ?? throw new InvalidOperationException("the elements are not selected yet");
        set => _board = value;
    }

    /// <summary>Whether <see cref="Board"/> is there.</summary>
    public bool HasBoard => _board is not null;

    /// <summary>Counts the calls of one task on one element, retries left out, from 1.</summary>
    public int NextInvocation(long elementId, long taskId)
    {
        lock (_invocations)
            return _invocations[(elementId, taskId)] = _invocations.GetValueOrDefault((elementId, taskId)) + 1;
    }

    /// <summary>Writes a line into the run's log; the text passes the mask of the element, or of all.</summary>
    public void Log(RunLogLevel level, string message, RunElement? element = null, string task = "", int attempt = 0) => journal.Tell(new LogEvent
    {
        Level = level,
        Message = (element is null ? secrets.All : secrets.Of(element.Id)).Apply(message),
        ElementId = element?.Id ?? 0,
        ElementName = element?.Name ?? "",
        Task = task,
        Attempt = attempt,
    });
}
