using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing;

/// <summary>The parsing classes of models that are no scripts.</summary>
internal static class Parsers
{
    /// <summary>Whether models of a class can be used; others are refused when they are declared.</summary>
    public static bool IsSupported(ModelClass value) => value is not (ModelClass.Block or ModelClass.Ttp);

    /// <summary>Parses an answer.</summary>
    /// <param name="model">A model that parses.</param>
    /// <param name="text">What the element answered.</param>
    /// <returns>The result as the model says.</returns>
    /// <exception cref="FailureException">The text is not of the model's class, or does not have what the model requires.</exception>
    public static JsonNode? Parse(Model model, string text) => throw new FailureException("MODEL_CLASS_NOT_SUPPORTED", $"models of class {model.ModelClass} cannot parse yet");
}
