using Microsoft.Extensions.Logging;

namespace Flux.Hosting.Logging;

// One line a record: UTC time, level, short category, message, then the scopes as key=value.
internal sealed class FluxConsoleProvider(TextWriter output) : ILoggerProvider, ISupportExternalScope
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new FluxConsoleLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() => _output.Flush();

    internal IExternalScopeProvider Scopes => _scopes;

    internal void Write(string line)
    {
        _output.WriteLine(line);
        _output.Flush();
    }
}
