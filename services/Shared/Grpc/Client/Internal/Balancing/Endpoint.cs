using System.Net.Sockets;
using Grpc.Net.Client.Balancer;

namespace Grpc.Net.Client.Internal.Balancing;

// One address: whether it failed, and the watch for its return. Calls leave a failed address out, so the watch connects on its own.
internal sealed class Endpoint(BalancerAddress address, CancellationToken disposal)
{
    private int _failed;

    public BalancerAddress Address => address;

    public bool IsHealthy => Volatile.Read(ref _failed) == 0;

    public void Failed()
    {
        if (Interlocked.Exchange(ref _failed, 1) == 0)
            _ = WatchAsync();
    }

    private async Task WatchAsync()
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                await Task.Delay(ReconnectBackoff.After(attempt), disposal).ConfigureAwait(false);
                if (await AcceptsAsync().ConfigureAwait(false))
                    break;
            }
        }
        catch (OperationCanceledException)
        {
        }
        Volatile.Write(ref _failed, 0);
    }

    private async Task<bool> AcceptsAsync()
    {
        using var client = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(disposal);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await client.ConnectAsync(address.EndPoint.Host, address.EndPoint.Port, patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!disposal.IsCancellationRequested)
        {
            return false;
        }
    }
}
