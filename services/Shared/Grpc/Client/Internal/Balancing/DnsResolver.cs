using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client.Balancer;

namespace Grpc.Net.Client.Internal.Balancing;

internal sealed class DnsResolver : Resolver
{
    // Many calls may fail at once.
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(5);

    private readonly string _host;
    private readonly int _port;
    private readonly TimeSpan _interval;
    private readonly CancellationTokenSource _disposal = new();
    private Action<ResolverResult>? _listener;
    private Timer? _timer;
    private long _last;
    private int _looking;

    public DnsResolver(Uri address, int defaultPort, TimeSpan interval)
    {
        // The path is the name: what stands before it would be a DNS server of one's own.
        var name = new Uri("any://" + address.AbsolutePath.TrimStart('/'));
        (_host, _port, _interval) = (name.Host, name.Port > 0 ? name.Port : defaultPort, interval);
    }

    public override void Start(Action<ResolverResult> listener)
    {
        _listener = listener;
        _ = LookUpAsync();
        if (_interval > TimeSpan.Zero)
            _timer = new Timer(static resolver => _ = ((DnsResolver)resolver!).LookUpAsync(), this, _interval, _interval);
    }

    public override void Refresh()
    {
        if (Environment.TickCount64 - Volatile.Read(ref _last) >= LeastInterval.TotalMilliseconds)
            _ = LookUpAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _disposal.Cancel();
            _timer?.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task LookUpAsync()
    {
        if (Interlocked.Exchange(ref _looking, 1) != 0)
            return;
        try
        {
            var found = await Dns.GetHostAddressesAsync(_host, _disposal.Token).ConfigureAwait(false);
            _listener!(ResolverResult.ForResult(
                [.. found.Select(ip => new BalancerAddress(ip.ToString(), _port) { Authority = $"{_host}:{_port}" })]));
        }
        catch (SocketException e)
        {
            _listener!(ResolverResult.ForFailure(new Status(StatusCode.Unavailable, $"Error getting DNS hosts for address '{_host}': {e.Message}", e)));
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            Volatile.Write(ref _last, Environment.TickCount64);
            Volatile.Write(ref _looking, 0);
        }
    }
}
