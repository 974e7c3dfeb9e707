using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Common;

/// <summary>Turns what went wrong into the <see cref="Failure"/> that a run keeps.</summary>
internal static class Failures
{
    /// <summary>Reason of what was stopped by an operator.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>Reason of what was under way when this service ended.</summary>
    public const string Restarted = "ORCHESTRATOR_RESTARTED";

    /// <summary>Reason of a fault of this service; its log has the details.</summary>
    public const string Internal = "INTERNAL_ERROR";

    /// <summary>A failure with a reason and a text.</summary>
    public static Failure Of(string reason, string message, string type = "") => new() { Reason = reason, Message = message, Type = type };

    /// <summary>The failure of an exception; a stranger's text is left out since it may hold anything.</summary>
    public static Failure From(Exception exception) => exception switch
    {
        FailureException e => e.Failure,
        RpcException e => Of(e, "a service").Failure,
        OperationCanceledException => Of(Cancelled, "stopped"),
        _ => Of(Internal, "an unexpected error; see the log of flow-orchestrator", exception.GetType().Name),
    };

    /// <summary>The failure of a call to another service: the error's own reason where it gives one, else its status.</summary>
    public static FailureException Of(RpcException error, string service)
    {
        var info = error.GetErrorInfo();
        var text = error.Status.Detail;
        var message = error.StatusCode switch
        {
            // The transport's own text ("Error starting gRPC call ...") says less than the name of what is away; the log has it.
            StatusCode.Unavailable when info is null => $"{service} cannot be reached; is it running?",
            StatusCode.DeadlineExceeded when info is null => $"{service} did not answer in time",
            StatusCode.Unimplemented => $"{service} does not support this yet ({text})",
            _ when text.Length == 0 => $"{service} answered {Name(error.StatusCode)}",
            _ => text,
        };
        // The restored Google.Api.CommonProtos still calls the first field "type"; today's name is "reason".
        var reason = info is { Type.Length: > 0 } ? info.Type : Name(error.StatusCode);
        return new FailureException(new Failure { Reason = reason, Type = Name(error.StatusCode), Message = message }, error.StatusCode, error);
    }

    /// <summary>The failure as scripts see it: the <c>error</c> of a step (semantics 2.5). Fields without content are left out.</summary>
    public static JsonObject ToJson(Failure failure)
    {
        var json = new JsonObject
        {
            ["type"] = failure.Type.Length > 0 ? failure.Type : failure.Reason,
            ["reason"] = failure.Reason,
            ["message"] = failure.Message,
        };
        if (failure.SourceName.Length > 0)
            json["source"] = failure.SourceName;
        if (failure.Line > 0)
            json["line"] = failure.Line;
        return json;
    }

    /// <summary>A copy of the failure with every text passed through <paramref name="mask"/>.</summary>
    public static Failure Masked(Failure failure, Func<string, string> mask)
    {
        var copy = failure.Clone();
        copy.Message = mask(copy.Message);
        copy.SourceLine = mask(copy.SourceLine);
        copy.Traceback = mask(copy.Traceback);
        return copy;
    }

    /// <summary>A status as users of gRPC write it: NOT_FOUND.</summary>
    private static string Name(StatusCode code) => string.Concat(code.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
