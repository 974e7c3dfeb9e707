using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

// Decides whether a call is tried again, and after which wait.
internal sealed class RetryRule
{
    private readonly RetryThrottle? _throttle;
    private readonly HashSet<StatusCode> _codes;
    private readonly int _attempts;
    private readonly double _initialMs;
    private readonly double _maxMs;
    private readonly double _multiplier;

    public RetryRule(RetryPolicy policy, int limit, RetryThrottle? throttle)
    {
        if (policy is not { MaxAttempts: >= 2, InitialBackoff.Ticks: > 0, MaxBackoff.Ticks: > 0, BackoffMultiplier: > 0, RetryableStatusCodes.Count: > 0 })
            throw new InvalidOperationException("A retry policy needs MaxAttempts (2 or more), InitialBackoff, MaxBackoff, BackoffMultiplier (above 0) and RetryableStatusCodes.");
        _attempts = Math.Min(policy.MaxAttempts.Value, limit);
        _initialMs = policy.InitialBackoff.Value.TotalMilliseconds;
        _maxMs = policy.MaxBackoff.Value.TotalMilliseconds;
        _multiplier = policy.BackoffMultiplier.Value;
        _codes = [.. policy.RetryableStatusCodes];
        _throttle = throttle;
    }

    // Null: the attempt stands. A response with messages is never tried again: the caller may have seen them.
    public TimeSpan? NextWait(int attempt, HttpResponseMessage? response, Status? failure)
    {
        var status = failure ?? ResponseStatus.InHeaders(response!);
        if (status is null || status.Value.StatusCode == StatusCode.OK)
        {
            _throttle?.Succeeded();
            return null;
        }
        var pushback = Pushback(response);
        var retryable = _codes.Contains(status.Value.StatusCode);
        if (retryable || pushback == Never)
            _throttle?.Failed();
        if (!retryable || attempt >= _attempts || pushback == Never || _throttle is { IsActive: true })
            return null;
        return pushback ?? TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * Math.Min(_maxMs, _initialMs * Math.Pow(_multiplier, attempt - 1)));
    }

    private static readonly TimeSpan Never = TimeSpan.MinValue;

    // The server may name the wait in ms; anything but a number above or equal to 0 means: do not try again.
    private static TimeSpan? Pushback(HttpResponseMessage? response)
    {
        if (response is null || !response.Headers.NonValidated.TryGetValues(GrpcHeaders.RetryPushback, out var values))
            return null;
        return int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var ms) ? TimeSpan.FromMilliseconds(ms) : Never;
    }
}
