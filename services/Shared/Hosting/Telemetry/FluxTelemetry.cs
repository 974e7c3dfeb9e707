using System.Diagnostics;

namespace Flux.Hosting;

/// <summary>
/// Spans of a service's own work. They go to the OpenTelemetry collector that OTEL_EXPORTER_OTLP_ENDPOINT names; without one nothing is made.
/// Never put a secret, a script, a request or an answer of a device into a span: names, ids and counts only.
/// </summary>
public static class FluxTelemetry
{
    /// <summary>The name of the source of spans.</summary>
    public const string SourceName = "Flux";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a span under the present one, or a trace of its own; dispose it at its end. Null when nobody listens.</summary>
    /// <param name="name">What is done, without ids: "run flow".</param>
    public static Activity? StartSpan(string name) => Source.StartActivity(name);

    /// <summary>Begins a span of work that outlives the call which asked for it: the present trace is linked to, not continued.</summary>
    /// <param name="name">What is done, without ids: "run flow".</param>
    public static Activity? StartTrace(string name)
    {
        if (!Source.HasListeners())
            return null;
        var cause = Activity.Current;
        Activity.Current = null;
        return Source.StartActivity(ActivityKind.Internal, name: name, links: cause is null ? null : [new ActivityLink(cause.Context)]);
    }
}
