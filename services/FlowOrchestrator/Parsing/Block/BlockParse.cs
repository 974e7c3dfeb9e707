using System.Text.Json.Nodes;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>Parses with a block model.</summary>
internal static class BlockParse
{
    /// <summary>The built-in rules' result, and the model's own rules' over it.</summary>
    public static JsonObject Run(BlockRules rules, string text, ParseBudget budget)
    {
        var result = (rules.Kind ?? BlockDetection.Of(text)) switch
        {
            BlockKind.Indented => IndentedLines.Parse(text, budget),
            BlockKind.Table => TableLines.Parse(text, budget),
            BlockKind.Pairs => PairLines.Parse(text, budget),
            BlockKind.Interfaces => InterfaceLines.Parse(text, budget),
            _ => [],
        };
        foreach (var rule in rules.Rules)
            result[rule.Name] = rule.Apply(text, budget);
        return result;
    }
}
