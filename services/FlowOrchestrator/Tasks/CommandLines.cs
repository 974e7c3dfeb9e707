namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Reads commands from a rendered model.</summary>
internal static class CommandLines
{
    /// <summary>One command a line, without line ends; lines with nothing but space are left out.</summary>
    public static List<string> Of(string? text) =>
        [.. (text ?? "").Split('\n').Select(line => line.TrimEnd('\r', ' ', '\t')).Where(line => line.Length > 0)];
}
