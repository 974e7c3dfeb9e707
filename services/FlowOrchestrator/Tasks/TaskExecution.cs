using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents.Secrets;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>One execution of one task on one element: what its steps hand on to each other (seed 000: TaskContext and TaskResults).</summary>
internal sealed class TaskExecution(RunScope run, RunElement element, TaskDefinition task, int attempt, int invocation)
{
    /// <summary>The run.</summary>
    public RunScope Run => run;

    /// <summary>The element.</summary>
    public RunElement Element => element;

    /// <summary>The task.</summary>
    public TaskDefinition Task => task;

    /// <summary>Counts from 1 with retries.</summary>
    public int Attempt => attempt;

    /// <summary>Counts the calls of this task on this element in this run, from 1.</summary>
    public int Invocation => invocation;

    /// <summary>Completes when it is on disk that the task has begun.</summary>
    public Task Begun { get; set; } = System.Threading.Tasks.Task.CompletedTask;

    /// <summary>Completes when the element's times of execution are noted, or cannot be.</summary>
    public Task Noted { get; set; } = System.Threading.Tasks.Task.CompletedTask;

    /// <summary>The context as the task began; never changed.</summary>
    public JsonObject Original { get; set; } = [];

    /// <summary>The context; scripts change it for the steps after them (semantics 2.6).</summary>
    public JsonObject Context { get; set; } = [];

    /// <summary>The element's flow entry as the task began; empty outside a flow.</summary>
    public JsonObject FlowEntry { get; set; } = [];

    /// <summary>The rendered automation model; null before step 2.</summary>
    public string? ModelOut { get; set; }

    /// <summary>The open session; empty when there is none.</summary>
    public string SessionId { get; set; } = "";

    /// <summary>What the element answered, as one text; null before step 4.</summary>
    public string? CommandsOut { get; set; }

    /// <summary>What the element answered, as scripts see it in <c>data</c>: output and commands, or the parts of an HTTP answer.</summary>
    public JsonObject Answer { get; set; } = [];

    /// <summary>What was made of the answer: the processing model's result, then the script's settings, then the service's output.</summary>
    public JsonObject ProcessingOut { get; } = [];

    /// <summary>Keys of <see cref="ProcessingOut"/> that go to the element's settings.</summary>
    public HashSet<string> ToSave { get; } = [];

    /// <summary>Bytes of the steps' results so far, as stored.</summary>
    public int StoredBytes { get; set; }

    /// <summary>From the processing script.</summary>
    public string ActionStatus { get; set; } = "";

    /// <summary>From the processing script.</summary>
    public string ActionInfo { get; set; } = "";

    /// <summary>What to look at although nothing failed.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The steps that ran, in order.</summary>
    public List<StepRecord> Steps { get; } = [];

    /// <summary>The first failure; null while all is well.</summary>
    public Failure? Failure => Steps.FirstOrDefault(s => s.Failure is not null)?.Failure;

    /// <summary>Hides the element's secrets.</summary>
    public SecretMask Mask => run.Secrets.Of(element.Id);

    /// <summary>A name for a script or template of this task, as it appears in failures.</summary>
    public string SourceName(string part) => $"task {task.ShortName} / {part}";

    /// <summary>Writes a line into the run's log.</summary>
    public void Log(RunLogLevel level, string message) => run.Log(level, message, element, task.ShortName, attempt);

    /// <summary>The steps as scripts see them (semantics 2.5).</summary>
    public JsonObject StepsJson()
    {
        var json = new JsonObject();
        foreach (var step in Steps.Where(s => StepNames.IsVisible(s.Name, s.Failure is not null)))
            json[step.Name] = step.ToJson();
        return json;
    }
}
