namespace Grpc.Net.Client.Internal;

internal static class ChannelHandler
{
    public static SocketsHttpHandler Create(Uri? address) => new()
    {
        // One connection has some 100 streams; the next call opens another instead of waiting.
        EnableMultipleHttp2Connections = true,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        // A peer that vanished without a FIN is noticed while calls wait for it.
        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        // No proxy speaks HTTP/2 in plain text.
        UseProxy = address?.Scheme == Uri.UriSchemeHttps,
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
