using System.Collections.Concurrent;
using System.Net.Http;
using System.Net.Sockets;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Adapters;

/// <summary>
/// Which failed calls are worth another try, and for how long. A service that is being restarted is away for a few seconds: without patience a run would
/// fail on all of its elements meanwhile. One that stays away is waited for once, not by every call anew.
/// </summary>
internal sealed class Patience(FlowOptions options, TimeProvider clock, ILogger<Patience> log)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Last = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<string, long> _away = new();

    /// <summary>How long to wait before a call is tried again; null when it is not worth it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="error">How the call failed.</param>
    /// <param name="repeatable">Doing it twice is doing it once.</param>
    /// <param name="tried">How often this call was tried again already.</param>
    public TimeSpan? For(string service, RpcException error, bool repeatable, int tried)
    {
        if (error.StatusCode != StatusCode.Unavailable || !(repeatable || IsUntouched(error.Status.DebugException)))
            return null;
        var now = clock.GetTimestamp();
        var since = _away.GetOrAdd(service, now);
        if (since == now)
            log.ServiceAway(error, service, options.ServiceWait.TotalSeconds);
        if (clock.GetElapsedTime(since, now) >= options.ServiceWait)
            return null;
        return tried < 4 ? First * (1 << tried) : Last;
    }

    /// <summary>The service has answered.</summary>
    public void Answered(string service)
    {
        if (!_away.IsEmpty && _away.TryRemove(service, out var since))
            log.ServiceBack(service, clock.GetElapsedTime(since).TotalSeconds);
    }

    // The service has seen nothing of the call: no connection, or refused by a server that stops.
    private static bool IsUntouched(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or SocketException { SocketErrorCode: SocketError.ConnectionRefused }
                or HttpProtocolException { ErrorCode: 7 })
                return true;
        }
        return false;
    }
}
