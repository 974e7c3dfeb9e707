using Flux.Contracts.Flow.V1;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// The etag of a run (AIP-154). It counts the changes of the state, so that a run that was paused and goes on again differs from one that never was;
/// elements, counters, results and takeovers leave it alone: else nobody could control a run at work.
/// </summary>
internal static class RunEtag
{
    /// <summary>That of a new run.</summary>
    public const string First = "w1";

    /// <summary>That of a run whose state has changed.</summary>
    public static string Next(string etag) => etag.Length == 0 ? First : $"w{int.Parse(etag.AsSpan(1)) + 1}";

    /// <summary>Demands that a caller means the run as it is.</summary>
    /// <param name="given">What the caller has read; empty for whatever the run has.</param>
    /// <param name="run">As it is.</param>
    /// <exception cref="FluxException">ABORTED: its state changed since the caller has read it.</exception>
    public static void Check(string given, Run run)
    {
        if (given.Length > 0 && given != run.Etag)
            throw FluxError.Aborted("run", run.Id);
    }
}
