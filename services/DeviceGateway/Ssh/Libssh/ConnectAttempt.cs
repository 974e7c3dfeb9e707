using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>One attempt to connect: its limit, how far it got, and which error that makes.</summary>
internal sealed class ConnectAttempt : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _both;

    public ConnectAttempt(SshTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        Target = target;
        _limit = new CancellationTokenSource(target.ConnectTimeout, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
    }

    public SshTarget Target { get; }

    public ConnectStage Stage { get; set; }

    /// <summary>Known after the key exchange.</summary>
    public SshServer? Server { get; set; }

    public Greeting Greeting { get; } = new();

    public CancellationToken Token => _both.Token;

    public async Task<T> RunAsync<T>(Func<Task<T>> steps)
    {
        try
        {
            return await steps();
        }
        catch (OperationCanceledException) when (_limit.IsCancellationRequested)
        {
            throw Described(TimedOut());
        }
        catch (DeviceException error)
        {
            Described(error);
            throw;
        }
    }

    /// <summary>Why the key exchange failed, read from what the server sent and from libssh's text.</summary>
    public DeviceException Failure(string error)
    {
        if (error.Contains("no match", StringComparison.OrdinalIgnoreCase))
            return new DeviceException(DeviceReason.NoCommonAlgorithm, $"{Target} and the gateway share no algorithm ({error}). If the device is old, set transport_settings.legacy_algorithms to true.");
        if (Greeting.Foreign)
            return NotSsh();
        return Greeting.Seen
            ? new DeviceException(DeviceReason.ConnectionLost, $"{Target} ended the connection during the key exchange ({error}). If the device is old and does it each time, set transport_settings.legacy_algorithms to true.") { Transient = true } // a server that shares no algorithm may hang up before its list was read
            : new DeviceException(DeviceReason.ConnectionLost, $"{Target} closed the connection without an SSH greeting. A device does that when it has too many sessions; another kind of server does it always.") { Transient = true };
    }

    public void Dispose()
    {
        _both.Dispose();
        _limit.Dispose();
    }

    private DeviceException Described(DeviceException error)
    {
        if (Server is null)
            return error;
        error.Facts["server_banner"] = Server.Greeting;
        error.Facts["host_key_fingerprint"] = Server.HostKey.Fingerprint;
        return error;
    }

    private DeviceException NotSsh() => new(DeviceReason.NotSsh,
        $"What answers at {Target} does not speak SSH; it says '{Greeting.Text}'. Check transport_settings.port and transport_settings.protocol.");

    private DeviceException TimedOut()
    {
        var limit = $"{Target.ConnectTimeout.TotalSeconds:0.###} s";
        return Stage switch
        {
            ConnectStage.Resolve or ConnectStage.Tcp => new DeviceException(DeviceReason.Unreachable, $"{Target} did not answer within {limit}. Check the address, the route and the firewall."),
            ConnectStage.KeyExchange when Greeting.Foreign => NotSsh(),
            ConnectStage.KeyExchange => new DeviceException(DeviceReason.ConnectTimeout, $"{Target} took the connection, but no SSH key exchange ended within {limit}. The device is overloaded, or the port belongs to another service."),
            _ => new DeviceException(DeviceReason.ConnectTimeout, $"The login at {Target} did not end within {limit}. Raise transport_settings.connect_timeout_seconds if its authentication server is slow."),
        };
    }
}
