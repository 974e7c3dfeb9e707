using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace Grpc.Net.Client.Internal;

// The retry policies of a channel, found once a method.
internal sealed class RetrySettings
{
    private readonly ConcurrentDictionary<string, RetryRule?> _byMethod = new();
    private readonly ServiceConfig _config;
    private readonly RetryThrottle? _throttle;
    private readonly int _limit;

    private RetrySettings(ServiceConfig config, int limit)
    {
        _config = config;
        _limit = limit;
        _throttle = config.RetryThrottling is { } policy ? new RetryThrottle(policy) : null;
    }

    public static RetrySettings? From(GrpcChannelOptions options) =>
        options.ServiceConfig is { } config ? new RetrySettings(config, options.MaxRetryAttempts ?? int.MaxValue) : null;

    public RetryRule? For(IMethod method) => _byMethod.TryGetValue(method.FullName, out var rule) ? rule : _byMethod.GetOrAdd(method.FullName, Find(method));

    private RetryRule? Find(IMethod method)
    {
        var policy = _config.MethodConfigs
            .SelectMany(config => config.Names.Select(name => (Rank: Rank(name, method), config.RetryPolicy)))
            .Where(found => found.Rank > 0)
            .MaxBy(found => found.Rank).RetryPolicy;
        return policy is null ? null : new RetryRule(policy, _limit, _throttle);
    }

    // The more specific name wins; 0 = another method.
    private static int Rank(MethodName name, IMethod method)
    {
        if (string.IsNullOrEmpty(name.Service))
            return 1;
        if (name.Service != method.ServiceName)
            return 0;
        if (string.IsNullOrEmpty(name.Method))
            return 2;
        return name.Method == method.Name ? 3 : 0;
    }
}
