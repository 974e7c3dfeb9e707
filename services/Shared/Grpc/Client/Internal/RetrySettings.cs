using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace Grpc.Net.Client.Internal;

// The retry policies of a channel, found once a method.
internal sealed class RetrySettings
{
    private readonly ConcurrentDictionary<string, RetryRule?> _byMethod = new();
    private readonly List<(MethodName Name, RetryRule Rule)> _rules = [];

    private RetrySettings(ServiceConfig config, int limit)
    {
        var throttle = config.RetryThrottling is { } policy ? new RetryThrottle(policy) : null;
        foreach (var method in config.MethodConfigs.Where(m => m.RetryPolicy is not null))
        {
            var rule = new RetryRule(method.RetryPolicy!, limit, throttle);
            _rules.AddRange(method.Names.Select(name => (name, rule)));
        }
    }

    public static RetrySettings? From(GrpcChannelOptions options) =>
        options.ServiceConfig is { } config ? new RetrySettings(config, options.MaxRetryAttempts ?? int.MaxValue) : null;

    public RetryRule? For(IMethod method) => _byMethod.TryGetValue(method.FullName, out var rule) ? rule : _byMethod.GetOrAdd(method.FullName, Find(method));

    private RetryRule? Find(IMethod method) =>
        _rules.Where(r => Rank(r.Name, method) > 0).OrderByDescending(r => Rank(r.Name, method)).FirstOrDefault().Rule;

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
