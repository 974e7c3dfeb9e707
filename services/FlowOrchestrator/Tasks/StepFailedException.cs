using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>A step ends in ERROR but has something to show: the output up to the command that the device rejected.</summary>
/// <param name="failure">Why.</param>
/// <param name="result">What there is of the result.</param>
internal sealed class StepFailedException(Failure failure, JsonNode? result) : Exception(failure.Message)
{
    /// <summary>Why.</summary>
    public Failure Failure { get; } = failure;

    /// <summary>What there is of the result.</summary>
    public JsonNode? Result { get; } = result;
}
