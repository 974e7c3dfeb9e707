using Flux.Cli.Output;
using Flux.Cli.Supervision;
using Task = System.Threading.Tasks.Task;

namespace Flux.Cli.Demo;

/// <summary>The demo from an empty stage to an empty stage.</summary>
internal static class DemoPlay
{
    private const int LogLines = 8;

    /// <summary>Plays it; the exit code is 0 only if all was as expected.</summary>
    public static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var (phases, result) = (new DemoPhases(), new DemoResult());
        DemoStage? stage = null;
        DemoException? failure = null;
        try
        {
            stage = await phases.RunAsync("start three devices and a mail server", () => DemoStage.SetAsync(cancellationToken));
            if (!options.Json)
                DemoReport.PrintDevices(stage.Lab);
            await phases.RunAsync("start the six services", () => stage.StartSuiteAsync(options.Keep, (_, _) => { }, cancellationToken));
            await new DemoRunner(stage, phases, options).PlayAsync(result, cancellationToken);
            if (!options.Json)
                DemoReport.Print(result, options.Keep);
            if (options.Keep)
                await KeepAsync(stage.Suite!, cancellationToken);
        }
        catch (DemoException error)
        {
            failure = error;
            PrintFailure(error, stage);
        }
        finally
        {
            if (stage is not null)
                await phases.RunAsync("stop everything", async () => await stage.DisposeAsync());
        }

        result.Faults.AddRange((stage?.Suite?.Processes ?? []).Where(process => Signal.Exists(process.Pid)).Select(process => $"{process.Definition.Name} still runs (pid {process.Pid})"));
        if (options.Json)
            Terminal.Line(DemoJson.Of(result, phases, stage, failure));
        foreach (var fault in result.Faults)
            Terminal.Error("not as expected: " + fault);
        if (failure is null && result.Faults.Count == 0)
            Terminal.Note($"all as expected, everything is stopped; {phases.Done.Sum(phase => phase.Time.TotalSeconds):0.0} s in all");
        return failure is null && result.Faults.Count == 0 ? 0 : 1;
    }

    private static async Task KeepAsync(Suite suite, CancellationToken cancellationToken)
    {
        Terminal.Note("everything is left running; Ctrl-C stops it");
        try
        {
            Terminal.Error(Suite.Obituary(await suite.WaitForDeathAsync(cancellationToken)));
        }
        catch (OperationCanceledException)
        {
            Terminal.Note("stopping");
        }
    }

    private static void PrintFailure(DemoException error, DemoStage? stage)
    {
        Terminal.Error($"the demo failed in the phase '{error.Phase}': {error.Message}");
        foreach (var process in stage?.Suite?.Processes ?? [])
        {
            Terminal.Note($"last lines of {process.Definition.Name}:");
            foreach (var line in process.LastLines(LogLines))
                Terminal.ErrorLine("  " + line);
        }
    }
}
