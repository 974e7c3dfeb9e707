using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;

namespace Flux.FlowOrchestrator.Flows;

/// <summary><c>flow_variables</c> of flow scripts (semantics 2.3).</summary>
internal static class FlowVariables
{
    /// <summary><c>{"user": {...}}</c>, or <c>{"user": None}</c> when nobody started the run.</summary>
    public static JsonObject Of(User? user) => new()
    {
        ["user"] = user is null ? null : new JsonObject
        {
            ["id"] = user.Id,
            ["username"] = user.Username,
            ["full_name"] = user.FullName,
            ["email"] = user.Email,
        },
    };
}
