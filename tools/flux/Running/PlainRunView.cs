using Flux.Cli.Output;
using Flux.Contracts.Flow.V1;

namespace Flux.Cli.Running;

/// <summary>One line for each event: for pipes, logs and people who like to scroll.</summary>
internal sealed class PlainRunView : IRunView
{
    /// <inheritdoc/>
    public void Show(RunEvent happened)
    {
        if (Describe(happened) is { } text)
            Terminal.Line($"{happened.Time?.ToDateTime():HH:mm:ss.fff}  {text}");
    }

    private static string? Describe(RunEvent happened) => happened.EventCase switch
    {
        RunEvent.EventOneofCase.Run => Describe(happened.Run),
        RunEvent.EventOneofCase.Element => $"{happened.Element.ElementName,-16} {RunText.Of(happened.Element.State)} {RunText.Info(happened.Element)}".TrimEnd(),
        RunEvent.EventOneofCase.Step => Describe(happened.Step),
        RunEvent.EventOneofCase.Log => $"{happened.Log.ElementName,-16} {happened.Log.Task,-12} {happened.Log.Level.ToString().ToLowerInvariant()}: {SafeText.Indented(happened.Log.Message)}",
        // The steps say enough about a task.
        _ => null,
    };

    private static string Describe(Run run) => $"{run.Flow}{run.Task} {RunText.Of(run.State)}"
        + (run.ElementCount > 0 ? $", {run.ElementCount} elements" : "")
        + (run.Failure is { } failure ? ": " + RunText.Of(failure) : "");

    private static string Describe(StepEvent step) =>
        $"{step.ElementName,-16} {step.Task,-12} {step.Step.Step,-22} {(step.Step.Status == StepStatus.Ok ? "ok" : "ERROR"),-6} {RunText.Of(step.Step.Duration?.ToTimeSpan() ?? TimeSpan.Zero)}"
        + (step.Step.Failure is { } failure ? "  " + RunText.Of(failure) : "");
}
