using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Flux.Hosting.Tests.Telemetry;

/// <summary>OpenTelemetry's SDK with an exporter into memory. All servers of this process are in it: ask by trace.</summary>
public sealed class SpanRecorder : BaseExporter<Activity>
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly TracerProvider _provider;
    private int _disposed;

    public SpanRecorder() => _provider = Sdk.CreateTracerProviderBuilder().AddSource("Flux*").AddProcessor(new SimpleActivityExportProcessor(this)).Build();

    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var span in batch)
            _spans.Enqueue(span);
        return ExportResult.Success;
    }

    /// <summary>The ended spans of a trace, the outermost first.</summary>
    public List<Activity> Of(ActivityTraceId trace) => [.. _spans.Where(span => span.TraceId == trace).OrderBy(span => span.StartTimeUtc)];

    protected override void Dispose(bool disposing)
    {
        // The provider disposes its exporters, this one too.
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
            _provider.Dispose();
        base.Dispose(disposing);
    }
}
