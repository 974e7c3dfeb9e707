using Flux.Contracts.Common.V1;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Common;

/// <summary>A failure that belongs into a run's results: a step, an element or a run ends with it.</summary>
/// <param name="failure">What is stored; holds no secret yet unmasked when it is stored.</param>
/// <param name="code">The status of the call that failed, when a call did.</param>
/// <param name="inner">The cause, for the service's own log.</param>
internal sealed class FailureException(Failure failure, StatusCode? code = null, Exception? inner = null) : Exception(failure.Message, inner)
{
    /// <summary>A failure of this service's own making.</summary>
    public FailureException(string reason, string message)
        : this(new Failure { Reason = reason, Message = message })
    {
    }

    /// <summary>What is stored.</summary>
    public Failure Failure { get; } = failure;

    /// <summary>The status of the call that failed, when a call did.</summary>
    public StatusCode? Code { get; } = code;
}
