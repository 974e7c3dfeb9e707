using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Xml;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Parsing.Block;
using Flux.FlowOrchestrator.Parsing.Ttp;

namespace Flux.FlowOrchestrator.Parsing;

/// <summary>The parsing classes of models that are no scripts: json, xml, block and ttp (semantics 3.4).</summary>
internal static class Parsers
{
    // A run reads a model once and parses hundreds of answers with it.
    private static readonly ConditionalWeakTable<Model, object> Compiled = [];

    /// <summary>What keeps a model from parsing: null when nothing does. Scripts and TextFSM are checked where they run.</summary>
    public static string? Check(Model model)
    {
        try
        {
            switch (model.ModelClass)
            {
                case ModelClass.Json or ModelClass.Xml:
                    Structure(model);
                    break;
                case ModelClass.Block:
                    BlockRules.Read(model.Data);
                    break;
                case ModelClass.Ttp:
                    Template(model.Data);
                    break;
            }
            return null;
        }
        catch (FormatException e)
        {
            return model.ModelClass is ModelClass.Json or ModelClass.Xml ? $"its data, which says what to take from the answer, is {e.Message}" : e.Message;
        }
    }

    /// <summary>Parses an answer. Models without data give the whole of it.</summary>
    /// <param name="model">A model of class json, xml, block or ttp.</param>
    /// <param name="text">What the element answered.</param>
    /// <exception cref="FailureException">The text is not of the model's class, or the model holds no rules.</exception>
    public static JsonNode? Parse(Model model, string text)
    {
        var budget = new ParseBudget(model.ShortName, text);
        try
        {
            return model.ModelClass switch
            {
                ModelClass.Block => BlockParse.Run((BlockRules)Compiled.GetValue(model, m => BlockRules.Read(m.Data)), text, budget),
                ModelClass.Ttp => new TtpParse((TtpTemplate)Compiled.GetValue(model, m => Template(m.Data)), budget).Run(text),
                _ => Tree(model, text),
            };
        }
        catch (FormatException e)
        {
            throw new FailureException("MODEL_NOT_WELL_FORMED", $"model '{model.ShortName}' cannot parse: {e.Message}");
        }
        catch (System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            throw budget.Exceeded("a pattern took more than a second on one line");
        }
    }

    private static TtpTemplate Template(string text) =>
        text.Trim().Length > 0 ? TtpReader.Read(text) : throw new FormatException("line 1: a ttp model needs a template");

    private static JsonNode? Tree(Model model, string text)
    {
        JsonNode? answer;
        try
        {
            answer = model.ModelClass == ModelClass.Xml ? XmlTree.Parse(text) : Json.Parse(text);
        }
        catch (Exception e) when (e is FormatException or XmlException)
        {
            throw new FailureException("ANSWER_NOT_WELL_FORMED", $"model '{model.ShortName}' cannot read the answer: it is no {ModelClasses.Name(model.ModelClass)}: {e.Message}");
        }
        return Structure(model) is { } structure ? Extraction.Apply(structure, answer) : answer;
    }

    private static JsonNode? Structure(Model model) => model.Data.Trim().Length == 0 ? null : Json.Parse(model.Data);
}
