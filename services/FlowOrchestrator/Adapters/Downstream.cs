using Flux.FlowOrchestrator.Common;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Adapters;

/// <summary>Calls another service: a deadline on every call, and one kind of exception for whatever goes wrong.</summary>
internal sealed class Downstream(FlowOptions options, TimeProvider clock)
{
    /// <summary>Options of a call that is answered from memory or a store.</summary>
    public CallOptions Quick(CancellationToken cancellationToken) => Within(options.CallTimeout, cancellationToken);

    /// <summary>Options of a call that waits for a device, a mail server or a script.</summary>
    public CallOptions Within(TimeSpan limit, CancellationToken cancellationToken) =>
        new(deadline: clock.GetUtcNow().UtcDateTime + limit, cancellationToken: cancellationToken);

    /// <summary>Options of a call whose limit is the task's own, which cancels it; the deadline is for a service that hangs.</summary>
    public CallOptions Slow(CancellationToken cancellationToken) => Within(TimeSpan.FromDays(1), cancellationToken);

    /// <summary>Waits for a unary call.</summary>
    /// <param name="service">The service's name, for people.</param>
    /// <param name="call">Starts the call.</param>
    /// <param name="cancellationToken">The one that was given to the call.</param>
    /// <exception cref="FailureException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled here.</exception>
    public static async Task<T> CallAsync<T>(string service, Func<AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            using var running = call();
            return await running.ResponseAsync;
        }
        catch (RpcException e)
        {
            throw Translate(e, service, cancellationToken);
        }
    }

    /// <summary>The exception for a failed call.</summary>
    public static Exception Translate(RpcException error, string service, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(error.Message, error, cancellationToken)
            : Failures.Of(error, service);
}
