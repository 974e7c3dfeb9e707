using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>A value to look for.</summary>
/// <param name="Name">Its key in the result.</param>
/// <param name="Match">Searched in each line; the first group is the value, without a group the line's match is.</param>
/// <param name="Type">string, integer, number or boolean (true as soon as a line matches).</param>
/// <param name="Many">A list of all values instead of the first.</param>
/// <param name="Default">When nothing matches; without one the key is absent.</param>
internal sealed record BlockField(string Name, Regex Match, string Type, bool Many, JsonNode? Default)
{
    /// <summary>What a field may be.</summary>
    public static readonly string[] Types = ["string", "integer", "number", "boolean"];

    /// <summary>Looks into a line and keeps what it finds.</summary>
    public void Look(string line, JsonObject found)
    {
        if (!Many && found.ContainsKey(Name))
            return;
        if (Match.Match(line) is not { Success: true } match)
            return;
        var value = Value(match);
        if (!Many)
            found[Name] = value;
        else if (found[Name] is JsonArray list)
            list.Add(value);
        else
            found[Name] = new JsonArray(value);
    }

    /// <summary>Fills in what no line had.</summary>
    public void Complete(JsonObject found)
    {
        if (!found.ContainsKey(Name) && (Default is not null || Many))
            found[Name] = Default?.DeepClone() ?? new JsonArray();
    }

    private JsonNode? Value(Match match)
    {
        if (Type == "boolean")
            return true;
        var text = (match.Groups.Count > 1 ? match.Groups.Cast<Group>().Skip(1).FirstOrDefault(g => g.Success)?.Value ?? "" : match.Value).Trim();
        return Type switch
        {
            "integer" when BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonNode.Parse(whole.ToString(CultureInfo.InvariantCulture)),
            "number" when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => text,
        };
    }
}
