using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting.Tests.Support;

public sealed class LogRecorder : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, int Id, string Text)> Records { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(LogRecorder recorder) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            recorder.Records.Enqueue((logLevel, eventId.Id, formatter(state, exception) + exception));
    }
}
