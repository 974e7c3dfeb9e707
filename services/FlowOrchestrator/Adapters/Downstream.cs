using Flux.FlowOrchestrator.Common;
using Flux.Hosting;
using Google.Rpc;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Adapters;

/// <summary>Calls another service: a deadline on every call, and one kind of exception for whatever goes wrong.</summary>
internal sealed class Downstream(FlowOptions options, Patience patience, TimeProvider clock)
{
    /// <summary>Options of a call that is answered from memory or a store.</summary>
    public CallOptions Quick(CancellationToken cancellationToken) => Within(options.CallTimeout, cancellationToken);

    /// <summary>Options of a call that waits for a device, a mail server or a script.</summary>
    public CallOptions Within(TimeSpan limit, CancellationToken cancellationToken) =>
        new(deadline: clock.GetUtcNow().UtcDateTime + limit, cancellationToken: cancellationToken);

    /// <summary>Options of a call whose limit is the task's own, which cancels it; the deadline is for a service that hangs.</summary>
    public CallOptions Slow(CancellationToken cancellationToken) => Within(TimeSpan.FromDays(1), cancellationToken);

    /// <summary>Waits for a unary call; one that the service has no room for is tried again when it says so, and one that did not reach it for a while.</summary>
    /// <param name="service">The service's name, for people.</param>
    /// <param name="call">Starts the call, each time anew.</param>
    /// <param name="cancellationToken">The one that was given to the call.</param>
    /// <param name="repeatable">Doing it twice is doing it once: it is tried again also when it broke off half way.</param>
    /// <exception cref="FailureException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled here.</exception>
    public Task<T> CallAsync<T>(string service, Func<AsyncUnaryCall<T>> call, CancellationToken cancellationToken, bool repeatable = false) => PatientlyAsync(
        service,
        async () =>
        {
            using var running = call();
            return await running.ResponseAsync;
        },
        cancellationToken,
        repeatable);

    /// <summary>Runs a call of any kind, again while the service answers that it has no room yet, or is not reached: such a call has had no effect.</summary>
    /// <param name="service">The service's name, for people.</param>
    /// <param name="call">Does the call, each time anew.</param>
    /// <param name="cancellationToken">The one that was given to the call.</param>
    /// <param name="repeatable">Doing it twice is doing it once.</param>
    /// <exception cref="FailureException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled here.</exception>
    public async Task<T> PatientlyAsync<T>(string service, Func<Task<T>> call, CancellationToken cancellationToken, bool repeatable = false)
    {
        var begin = clock.GetTimestamp();
        for (var tried = 0; ; tried++)
        {
            TimeSpan wait;
            try
            {
                var answer = await call();
                patience.Answered(service);
                return answer;
            }
            catch (RpcException e) when (RetryDelay(e) is { } delay && clock.GetElapsedTime(begin) < options.TaskTimeout)
            {
                wait = delay;
            }
            catch (RpcException e) when (!cancellationToken.IsCancellationRequested && patience.For(service, e, repeatable, tried) is { } pause)
            {
                wait = pause;
            }
            catch (RpcException e)
            {
                if (e.StatusCode != StatusCode.Unavailable)
                    patience.Answered(service);
                throw Translate(e, service, cancellationToken);
            }
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private static TimeSpan? RetryDelay(RpcException error) =>
        error.StatusCode == StatusCode.ResourceExhausted && error.GetDetail<RetryInfo>()?.RetryDelay is { } delay
            ? TimeSpan.FromSeconds(Math.Clamp(delay.ToTimeSpan().TotalSeconds, 0.01, 5))
            : null;

    /// <summary>The exception for a failed call.</summary>
    private static Exception Translate(RpcException error, string service, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(error.Message, error, cancellationToken)
            : Failures.Of(error, service);
}
