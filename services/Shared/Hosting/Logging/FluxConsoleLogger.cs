using System.Text;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting.Logging;

internal sealed class FluxConsoleLogger(FluxConsoleProvider provider, string category) : ILogger
{
    private static readonly string[] Levels = ["TRC", "DBG", "INF", "WRN", "ERR", "CRT"];

    public bool IsEnabled(LogLevel logLevel) => logLevel < LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => provider.Scopes.Push(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var line = new StringBuilder(160);
        line.Append(DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"))
            .Append(' ').Append(Levels[(int)logLevel]).Append(' ').Append(category).Append(": ").Append(formatter(state, exception));
        provider.Scopes.ForEachScope(static (scope, text) =>
        {
            // Only named values: ASP.NET's own scopes repeat what the line says.
            if (scope is FluxLogScope flux)
                text.Append(' ').Append(flux.Name).Append('=').Append(flux.Value);
        }, line);
        if (exception is not null)
            line.Append(" | ").Append(exception);
        line.Replace("\r", "").Replace("\n", " | ");
        provider.Write(line.ToString());
    }
}
