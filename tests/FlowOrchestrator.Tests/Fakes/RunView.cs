using Flux.Contracts.Flow.V1;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>Everything that callers can read about an ended run.</summary>
internal sealed record RunView(Run Run, List<ElementResult> Elements, List<TaskResult> Tasks, List<RunEvent> Events)
{
    /// <summary>Task and element of every execution, in the order in which they began: "a/1".</summary>
    public IEnumerable<string> Order => Tasks.Select(t => $"{t.Task}/{t.ElementId}");

    /// <summary>The log lines.</summary>
    public IEnumerable<string> Log => Events.Where(e => e.Log is not null).Select(e => e.Log.Message);

    /// <summary>The steps of one task result: "connect:Ok".</summary>
    public static IEnumerable<string> Steps(TaskResult task) => task.Steps.Select(s => $"{s.Step}:{s.Status}");
}
