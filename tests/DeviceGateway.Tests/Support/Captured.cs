using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>Every log line of a host, of every level, and every span of the process: all of their text.</summary>
internal sealed class Captured : ILoggerProvider, ILogger
{
    private readonly ActivityListener _listener;

    public Captured()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Spans.Enqueue(string.Join('\n',
            [
                span.Source.Name, span.OperationName, span.DisplayName, span.StatusDescription ?? "", span.TraceStateString ?? "",
                .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
                .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
                .. span.Events.SelectMany(item => item.Tags.Select(tag => $"{item.Name}: {tag.Key}={tag.Value}")),
            ])),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ConcurrentQueue<string> Lines { get; } = new();

    public ConcurrentQueue<string> Spans { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Lines.Enqueue($"scope {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])} {exception}");

    public void Dispose() => _listener.Dispose();
}
