using Grpc.Net.Client.Configuration;

namespace Grpc.Net.Client.Internal;

internal sealed class RetryThrottle(RetryThrottlingPolicy policy)
{
    private readonly Lock _gate = new();
    private readonly double _max = policy.MaxTokens ?? throw new InvalidOperationException("RetryThrottling needs MaxTokens.");
    private readonly double _ratio = policy.TokenRatio ?? throw new InvalidOperationException("RetryThrottling needs TokenRatio.");
    private double _tokens = policy.MaxTokens ?? 0;

    public bool IsActive
    {
        get
        {
            lock (_gate)
                return _tokens <= _max / 2;
        }
    }

    public void Succeeded() => Add(_ratio);

    public void Failed() => Add(-1);

    private void Add(double tokens)
    {
        lock (_gate)
            _tokens = Math.Clamp(_tokens + tokens, 0, _max);
    }
}
