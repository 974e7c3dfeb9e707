using Grpc.Net.Client.Balancer;

namespace Grpc.Net.Client.Internal.Balancing;

// Sends each call to one of a service's addresses. An address that takes no connection is left out; the call goes to the next one, since nothing was sent.
internal sealed class BalancerHandler : DelegatingHandler
{
    private readonly Resolver _resolver;
    private readonly bool _roundRobin;
    private readonly bool _ownsInner;
    private readonly CancellationTokenSource _disposal = new();
    private readonly TaskCompletionSource _resolved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Endpoint[] _endpoints = [];
    private volatile string? _failure;
    private uint _next;

    public BalancerHandler(Resolver resolver, bool roundRobin, HttpMessageHandler inner, bool ownsInner) : base(inner)
    {
        _resolver = resolver;
        _roundRobin = roundRobin;
        _ownsInner = ownsInner;
        resolver.Start(Take);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!_resolved.Task.IsCompleted)
            await _resolved.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        var endpoints = _endpoints;
        if (endpoints.Length == 0)
        {
            _resolver.Refresh();
            throw new HttpRequestException(HttpRequestError.NameResolutionError, _failure ?? "The service has no address.");
        }
        var first = _roundRobin ? (int)(Interlocked.Increment(ref _next) % (uint)endpoints.Length) : 0;
        HttpRequestException? failure = null;
        // The healthy ones in turn, then the others: they may be back.
        foreach (var endpoint in Order(endpoints, first))
        {
            Point(request, endpoint.Address);
            try
            {
                return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException e) when (IsConnectFailure(e))
            {
                failure = e;
                endpoint.Failed();
                _resolver.Refresh();
            }
        }
        throw failure!;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _disposal.Cancel();
            _resolver.Dispose();
        }
        if (_ownsInner)
            base.Dispose(disposing);
    }

    private static IEnumerable<Endpoint> Order(Endpoint[] endpoints, int first)
    {
        for (var i = 0; i < endpoints.Length; i++)
        {
            if (endpoints[(first + i) % endpoints.Length] is { IsHealthy: true } endpoint)
                yield return endpoint;
        }
        for (var i = 0; i < endpoints.Length; i++)
        {
            if (endpoints[(first + i) % endpoints.Length] is { IsHealthy: false } endpoint)
                yield return endpoint;
        }
    }

    private static void Point(HttpRequestMessage request, BalancerAddress address)
    {
        var uri = new UriBuilder(request.RequestUri!) { Host = address.EndPoint.Host, Port = address.EndPoint.Port };
        request.RequestUri = uri.Uri;
        if (address.Authority is not null)
            request.Headers.Host ??= address.Authority;
    }

    private static bool IsConnectFailure(HttpRequestException e) =>
        ExceptionStatus.IsConnectFailure(e) || e.HttpRequestError == HttpRequestError.SecureConnectionError;

    // Addresses that stay keep their state.
    private void Take(ResolverResult result)
    {
        if (result.Addresses is { } addresses)
        {
            var known = _endpoints.ToDictionary(endpoint => endpoint.Address.ToString());
            _endpoints = [.. addresses.Select(address => known.GetValueOrDefault(address.ToString()) ?? new Endpoint(address, _disposal.Token)).DistinctBy(e => e.Address.ToString())];
            _failure = null;
        }
        else
        {
            _failure = result.Status.Detail;
        }
        _resolved.TrySetResult();
    }
}
