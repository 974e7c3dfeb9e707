using Flux.Contracts.Common.V1;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>How a flow script ended.</summary>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="ActionStatus">What it left in <c>action_status</c>.</param>
/// <param name="ActionInfo">What it left in <c>action_info</c>.</param>
internal sealed record FlowScriptOutcome(Failure? Failure, string ActionStatus, string ActionInfo);
