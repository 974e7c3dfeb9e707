using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>
/// What routers say of each interface: <c>Gi0/1 is administratively down, line protocol is down</c> and indented details. The result is
/// <c>{"interfaces": {name: {"status", "protocol", "description", "address", "mtu", "mac", "speed", ...}}}</c>; what was not said is absent.
/// </summary>
internal static partial class InterfaceLines
{
    private static readonly BlockField[] Fields =
    [
        new("description", Description(), "string", false, null),
        new("address", Address(), "string", true, null),
        new("mac", Mac(), "string", false, null),
        new("mtu", Mtu(), "integer", false, null),
        new("bandwidth_kbit", Bandwidth(), "integer", false, null),
        new("vrf", Vrf(), "string", false, null),
        new("duplex", Duplex(), "string", false, null),
        new("speed", Speed(), "string", false, null),
        new("input_packets", Input(), "integer", false, null),
        new("output_packets", Output(), "integer", false, null),
        new("input_errors", InputErrors(), "integer", false, null),
        new("output_errors", OutputErrors(), "integer", false, null),
    ];

    /// <summary>Whether a line begins an interface.</summary>
    public static bool IsFirst(string line) => First().IsMatch(line);

    /// <summary>Parses a text.</summary>
    public static JsonObject Parse(string text, ParseBudget budget) =>
        new() { ["interfaces"] = new BlockRule("interfaces", First(), null, "name", Fields).Apply(text, budget) };

    [GeneratedRegex(@"^(?:Interface )?(?<name>\S+) is (?<status>[a-zA-Z ]+?)(?: \([^)]*\))?, line protocol is (?<protocol>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex First();

    [GeneratedRegex(@"^\s+Description: (.+)", RegexOptions.NonBacktracking)]
    private static partial Regex Description();

    [GeneratedRegex(@"^\s+(?:Internet address is|inet6?) (\S+)", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:address is|HWaddr:) ([0-9a-fA-F.:]{12,17})\b", RegexOptions.NonBacktracking)]
    private static partial Regex Mac();

    [GeneratedRegex(@"\b(?:MTU|mtu) (\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Mtu();

    [GeneratedRegex(@"\bBW (\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Bandwidth();

    [GeneratedRegex(@"^\s+vrf: (\S+)", RegexOptions.NonBacktracking)]
    private static partial Regex Vrf();

    [GeneratedRegex(@"\b([A-Za-z]+)[- ][Dd]uplex", RegexOptions.NonBacktracking)]
    private static partial Regex Duplex();

    [GeneratedRegex(@"[Dd]uplex, ([^,]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Speed();

    [GeneratedRegex(@"^\s+(\d+) packets input", RegexOptions.NonBacktracking)]
    private static partial Regex Input();

    [GeneratedRegex(@"^\s+(\d+) packets output", RegexOptions.NonBacktracking)]
    private static partial Regex Output();

    [GeneratedRegex(@"^\s+(\d+) input errors", RegexOptions.NonBacktracking)]
    private static partial Regex InputErrors();

    [GeneratedRegex(@"^\s+(\d+) output errors", RegexOptions.NonBacktracking)]
    private static partial Regex OutputErrors();
}
