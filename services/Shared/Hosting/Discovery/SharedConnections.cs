using System.Collections.Concurrent;

namespace Flux.Hosting;

// All clients of one target share its connections.
internal sealed class SharedConnections(TlsOptions tls) : IDisposable
{
    private readonly ConcurrentDictionary<FluxService, Lazy<SocketsHttpHandler>> _handlers = new();

    public HttpMessageHandler To(FluxService target) => _handlers.GetOrAdd(target, _ => new Lazy<SocketsHttpHandler>(Create)).Value;

    public void Dispose()
    {
        foreach (var handler in _handlers.Values.Where(h => h.IsValueCreated))
            handler.Value.Dispose();
    }

    private SocketsHttpHandler Create() => new()
    {
        EnableMultipleHttp2Connections = true,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        // A host that vanished without a FIN is noticed while calls wait for it.
        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        SslOptions = tls.ForClients(),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
    };
}
