using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting.Logging;

internal static class FluxConsoleExtensions
{
    public static void AddFluxConsole(this ILoggingBuilder logging, LogLevel level)
    {
        logging.SetMinimumLevel(level);
        // ASP.NET's own lines help at Debug and below only; its warnings and errors always.
        var framework = level <= LogLevel.Debug ? level : level < LogLevel.Warning ? LogLevel.Warning : level;
        logging.AddFilter("Microsoft", framework);
        logging.AddFilter("System", framework);
        logging.Services.AddSingleton<ILoggerProvider>(_ => new FluxConsoleProvider(Console.Out));
    }
}
