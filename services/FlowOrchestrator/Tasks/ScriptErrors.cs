using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Which Python exception a failed call raises in a script.</summary>
internal static class ScriptErrors
{
    /// <summary>The exception of a failure; its text names the reason.</summary>
    public static ScriptCallException Of(FailureException error) => new(
        error.Code switch
        {
            StatusCode.NotFound => "LookupError",
            StatusCode.InvalidArgument or StatusCode.OutOfRange => "ValueError",
            StatusCode.PermissionDenied or StatusCode.FailedPrecondition => "PermissionError",
            StatusCode.DeadlineExceeded => "TimeoutError",
            _ => "RuntimeError",
        },
        $"{error.Failure.Reason}: {error.Failure.Message}");
}
