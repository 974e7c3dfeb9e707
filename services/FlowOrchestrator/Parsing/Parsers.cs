using System.Text.Json.Nodes;
using System.Xml;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;

namespace Flux.FlowOrchestrator.Parsing;

/// <summary>The parsing classes of models that are no scripts: json and xml (semantics 3.4).</summary>
internal static class Parsers
{
    /// <summary>Whether models of a class can be used; others are refused when they are declared.</summary>
    public static bool IsSupported(ModelClass value) => value is not (ModelClass.Block or ModelClass.Ttp);

    /// <summary>What keeps a model from parsing: null when nothing does.</summary>
    public static string? Check(Model model)
    {
        try
        {
            if (!ModelClasses.IsScript(model.ModelClass))
                Structure(model);
            return null;
        }
        catch (FormatException e)
        {
            return $"its data, which says what to take from the answer, is {e.Message}";
        }
    }

    /// <summary>Parses an answer. Models without data give the whole of it.</summary>
    /// <param name="model">A model of class json or xml.</param>
    /// <param name="text">What the element answered.</param>
    /// <exception cref="FailureException">The text is not of the model's class.</exception>
    public static JsonNode? Parse(Model model, string text)
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
