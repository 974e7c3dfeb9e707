using static Flux.DeviceGateway.Ssh.Libssh.LibsshNative;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>A logged-in libssh session.</summary>
internal sealed class LibsshConnection(SshLoop loop, LibsshSession session, SshServer server) : ISshConnection
{
    public LibsshSession Session => session;

    public SshServer Server => server;

    public Task<string> Ended => session.Ended;

    public Task<IByteChannel> OpenShellAsync(TerminalSize size, CancellationToken cancellationToken) => loop.RunAsync<IByteChannel>(async () =>
        await LibsshChannel.OpenAsync(loop, session, "terminal", channel =>
        [
            () => ssh_channel_request_pty_size(channel, size.Type, size.Columns, size.Rows),
            () => ssh_channel_request_shell(channel),
        ], cancellationToken));

    public Task<IExecChannel> ExecAsync(string command, CancellationToken cancellationToken) => loop.RunAsync<IExecChannel>(async () =>
        await LibsshChannel.OpenAsync(loop, session, "exec channel", channel => [() => ssh_channel_request_exec(channel, command)], cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await loop.RunAsync(() =>
        {
            session.Close();
            return Task.FromResult(true);
        });
        if (session.Target.Via is { } via)
            await via.DisposeAsync();
    }
}
