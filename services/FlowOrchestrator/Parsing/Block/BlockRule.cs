using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>
/// A rule of a block model: cuts the text into blocks and takes fields from each. A block begins with a line that <c>start</c> matches and goes on
/// to the next such line, to a line that <c>end</c> matches, or, without an <c>end</c>, to a line that is not indented more than its first.
/// Without <c>start</c> the whole text is the block.
/// </summary>
/// <param name="Name">Its key in the result.</param>
/// <param name="Start">Begins a block; its named groups are fields. Null for the whole text.</param>
/// <param name="End">Ends a block, and is not part of it.</param>
/// <param name="Key">The field whose value is the key of the block in an object; empty for a list.</param>
/// <param name="Fields">What to look for, in the first line too.</param>
internal sealed record BlockRule(string Name, Regex? Start, Regex? End, string Key, IReadOnlyList<BlockField> Fields)
{
    /// <summary>Applies the rule.</summary>
    /// <returns>An object by key or of the fields, or a list of objects.</returns>
    public JsonNode Apply(string text, ParseBudget budget)
    {
        if (Start is null)
            return Fields.Count == 1 && Fields[0].Name.Length == 0 ? Single(text, budget) : Whole(text, budget);
        var list = new JsonArray();
        var keyed = new JsonObject();
        JsonObject? block = null;
        var indent = 0;
        var number = 0;
        foreach (var line in TextLines.Of(text))
        {
            budget.Spend(++number);
            if (Start.Match(line) is { Success: true } start)
            {
                Keep(block, list, keyed);
                indent = TextLines.Indent(line);
                block = [];
                foreach (var name in Start.GetGroupNames().Where(n => !char.IsAsciiDigit(n[0]) && start.Groups[n].Success))
                    block[name] = start.Groups[name].Value.Trim();
            }
            else if (block is not null && line.Length > 0 && (End?.IsMatch(line) ?? TextLines.Indent(line) <= indent))
            {
                Keep(block, list, keyed);
                block = null;
            }
            if (block is not null)
            {
                foreach (var field in Fields)
                    field.Look(line, block);
            }
        }
        Keep(block, list, keyed);
        return Key.Length > 0 ? keyed : list;
    }

    private JsonNode Single(string text, ParseBudget budget) => Whole(text, budget)[""]?.DeepClone() ?? JsonValue.Create("");

    private JsonObject Whole(string text, ParseBudget budget)
    {
        var found = new JsonObject();
        var number = 0;
        foreach (var line in TextLines.Of(text))
        {
            budget.Spend(++number);
            foreach (var field in Fields)
                field.Look(line, found);
        }
        foreach (var field in Fields)
            field.Complete(found);
        return found;
    }

    private void Keep(JsonObject? block, JsonArray list, JsonObject keyed)
    {
        if (block is null)
            return;
        foreach (var field in Fields)
            field.Complete(block);
        if (Key.Length == 0)
        {
            list.Add(block);
            return;
        }
        var key = block[Key] is { } value ? Common.Json.Text(value) : "";
        block.Remove(Key);
        keyed[key] = block;
    }
}
