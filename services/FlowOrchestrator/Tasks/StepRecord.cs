using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>How one step ended; secrets are masked already.</summary>
/// <param name="Name">One of <see cref="StepNames"/>.</param>
/// <param name="Result">Its result; null for JSON null.</param>
/// <param name="Failure">Why it ended in ERROR; null when it did not.</param>
/// <param name="Start">When it began.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record StepRecord(string Name, JsonNode? Result, Failure? Failure, DateTimeOffset Start, TimeSpan Duration)
{
    /// <summary>The masked result as it was, when <see cref="Result"/> is cut; else null.</summary>
    public JsonNode? Whole { get; init; }

    /// <summary>As scripts see it: <c>{"status", "result", "error"?}</c> (semantics 2.5).</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["status"] = Failure is null ? "OK" : "ERROR", ["result"] = Result?.DeepClone() };
        if (Failure is not null)
            json["error"] = Failures.ToJson(Failure);
        return json;
    }

    /// <summary>As callers of the API see it.</summary>
    /// <param name="withResult">Whether the result goes along.</param>
    public StepResult ToContract(bool withResult) => new()
    {
        Step = Name,
        Status = Failure is null ? StepStatus.Ok : StepStatus.Error,
        ResultJson = withResult && Result is not null ? Json.Write(Result) : "",
        Failure = Failure,
        StartTime = Timestamp.FromDateTimeOffset(Start),
        Duration = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(Duration),
    };
}
