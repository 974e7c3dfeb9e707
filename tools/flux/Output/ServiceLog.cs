using Flux.Cli.Supervision;

namespace Flux.Cli.Output;

/// <summary>Prints the services' log lines behind their names, each name in a colour of its own.</summary>
internal static class ServiceLog
{
    private const int Width = 13;

    private static readonly string[] _colours = ["36", "33", "35", "32", "34", "31"];

    /// <summary>A printer for these services.</summary>
    public static Action<ServiceDefinition, string> For(IReadOnlyList<ServiceDefinition> services)
    {
        var ansi = Terminal.Interactive;
        var prefixes = services.Select((service, index) => (service.Name, Text: Prefix(service.ShortName, ansi ? _colours[index % _colours.Length] : null)))
            .ToDictionary(prefix => prefix.Name, prefix => prefix.Text);
        return (service, line) => Terminal.Line(line, prefixes[service.Name]);
    }

    private static string Prefix(string name, string? colour)
    {
        var text = name.PadRight(Width) + "| ";
        return colour is null ? text : $"\e[{colour}m{text}\e[0m";
    }
}
