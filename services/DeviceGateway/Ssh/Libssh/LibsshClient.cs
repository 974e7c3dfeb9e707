using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>SSH by the system's libssh; every session on one <see cref="SshLoop"/>.</summary>
public sealed class LibsshClient(TimeProvider time) : ISshClient, IDisposable
{
    private static readonly Lazy<string?> _problem = new(() => NativeLibrary.TryLoad(LibsshNative.Library, out _)
        ? null
        : $"{LibsshNative.Library} is missing: install the Debian package libssh-4.");

    // Not before the first connection: an idle gateway, or one without the library, needs no thread for it.
    private readonly Lazy<SshLoop> _loop = new(() =>
    {
        _ = LibsshNative.ssh_init();
        return new SshLoop();
    });

    /// <inheritdoc/>
    public string? Problem => _problem.Value;

    /// <inheritdoc/>
    public async Task<ISshConnection> ConnectAsync(SshTarget target, CancellationToken cancellationToken)
    {
        using var attempt = new ConnectAttempt(target, time, cancellationToken);
        return await attempt.RunAsync(async () =>
        {
            ThrowIfMissing();
            var addresses = await ResolveAsync(target, attempt.Token);
            using var key = target.PrivateKey is null ? null : await Task.Run(() => LibsshPrivateKey.Read(target), attempt.Token);
            return await _loop.Value.RunAsync<ISshConnection>(() => LogInAsync(addresses, key?.Handle ?? 0, attempt));
        });
    }

    /// <inheritdoc/>
    public async Task<SshServer> ProbeAsync(SshTarget target, CancellationToken cancellationToken)
    {
        using var attempt = new ConnectAttempt(target, time, cancellationToken);
        return await attempt.RunAsync(async () =>
        {
            ThrowIfMissing();
            var addresses = await ResolveAsync(target, attempt.Token);
            return await _loop.Value.RunAsync(async () =>
            {
                var session = await OpenAsync(addresses, attempt);
                try
                {
                    return await GreetAsync(session, attempt);
                }
                finally
                {
                    session.Close();
                }
            });
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_loop.IsValueCreated)
            _loop.Value.Dispose();
    }

    private static async Task<IPAddress[]> ResolveAsync(SshTarget target, CancellationToken cancellationToken)
    {
        if (target.Via is not null)
            return []; // the jump host resolves the name
        try
        {
            return IPAddress.TryParse(target.Host, out var address) ? [address] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        }
        catch (SocketException error)
        {
            throw new DeviceException(DeviceReason.Unreachable, $"The name '{target.Host}' does not resolve ({error.Message}). Check the element's management address.", error);
        }
    }

    private async Task<ISshConnection> LogInAsync(IPAddress[] addresses, nint key, ConnectAttempt attempt)
    {
        var session = await OpenAsync(addresses, attempt);
        try
        {
            var server = await GreetAsync(session, attempt);
            attempt.Server = server;
            LibsshHostKeys.Check(attempt.Target, server.HostKey);
            attempt.Stage = ConnectStage.LogIn;
            await new LibsshLogin(session, attempt.Target).RunAsync(key, attempt.Token);
            _ = KeepAlive.RunAsync(session, time);
            session.Watch();
            return new LibsshConnection(_loop.Value, session, server);
        }
        catch
        {
            session.Close();
            throw;
        }
    }

    private async Task<LibsshSession> OpenAsync(IPAddress[] addresses, ConnectAttempt attempt)
    {
        attempt.Stage = ConnectStage.Tcp;
        var descriptor = attempt.Target.Via is LibsshConnection jump
            ? await LibsshTunnel.OpenAsync(_loop.Value, jump.Session, attempt.Target, attempt.Token)
            : await TcpConnector.ConnectAsync(_loop.Value, addresses, attempt.Target, attempt.Token);
        return new LibsshSession(_loop.Value, descriptor, attempt.Target);
    }

    private static async Task<SshServer> GreetAsync(LibsshSession session, ConnectAttempt attempt)
    {
        attempt.Stage = ConnectStage.KeyExchange;
        var result = await session.RepeatAsync(() =>
        {
            attempt.Greeting.Look(session.Peek());
            return LibsshNative.ssh_connect(session.Handle);
        }, attempt.Token);
        var greeting = LibsshNative.Text(LibsshNative.ssh_get_serverbanner(session.Handle));
        if (result != LibsshNative.Ok)
            throw attempt.Failure(session.LastError);
        return new SshServer(greeting, LibsshHostKeys.Read(session));
    }

    private void ThrowIfMissing()
    {
        if (Problem is { } problem)
            throw new DeviceException(DeviceReason.SshLibraryMissing, problem);
    }
}
