using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Google.Protobuf;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>How a task ended on an element, after its last attempt.</summary>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="ActionStatus">From the processing script.</param>
/// <param name="ActionInfo">From the processing script.</param>
/// <param name="Steps">The steps as scripts see them.</param>
internal sealed record TaskOutcome(Failure? Failure, string ActionStatus, string ActionInfo, JsonObject Steps)
{
    /// <summary>The outcome as the run's book keeps it.</summary>
    public JsonObject ToRecord() => new()
    {
        ["failure"] = Failure is null ? null : JsonFormatter.Default.Format(Failure),
        ["action_status"] = ActionStatus,
        ["action_info"] = ActionInfo,
        ["steps"] = Steps.DeepClone(),
    };

    /// <summary>Reads what <see cref="ToRecord"/> wrote.</summary>
    public static TaskOutcome FromRecord(JsonObject record) => new(
        record["failure"] is { } failure ? JsonParser.Default.Parse<Failure>((string)failure!) : null,
        (string?)record["action_status"] ?? "",
        (string?)record["action_info"] ?? "",
        record["steps"]?.DeepClone() as JsonObject ?? []);

    /// <summary>What <c>run_task</c> returns (semantics 4.6).</summary>
    /// <param name="withSteps">Whether the steps go along.</param>
    public JsonObject ToJson(bool withSteps = true) => new()
    {
        ["status"] = Failure is null ? "OK" : "ERROR",
        ["action_status"] = ActionStatus,
        ["action_info"] = ActionInfo,
        ["steps"] = withSteps ? Steps.DeepClone() : new JsonObject(),
    };
}
