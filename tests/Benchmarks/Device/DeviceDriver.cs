using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Ssh.Libssh;
using Flux.DeviceGateway.Terminal;

namespace Flux.Benchmarks.Device;

/// <summary>The gateway's SSH and terminal, without the gRPC around them, as the peers are libraries too.</summary>
internal sealed class DeviceDriver : IDisposable
{
    private readonly LibsshClient _client = new(TimeProvider.System);
    private readonly Platform _platform = PlatformCatalog.Load()["frr"];

    public async Task<DeviceTerminal> OpenAsync(SshTarget target)
    {
        var connection = await _client.ConnectAsync(target, default);
        var terminal = new DeviceTerminal(await connection.OpenShellAsync(_platform.Terminal, default), _platform, new TerminalOptions(), new Transcript(new SecretMask(target.Password)), TimeProvider.System);
        await terminal.StartAsync(target.Password, null, default);
        lock (_connections)
            _connections[terminal] = connection;
        return terminal;
    }

    public async Task CloseAsync(DeviceTerminal terminal)
    {
        ISshConnection? connection;
        lock (_connections)
            _connections.Remove(terminal, out connection);
        await terminal.DisposeAsync();
        await connection!.DisposeAsync();
    }

    /// <summary>Log in, run one command, close.</summary>
    public async Task RunAsync(SshTarget target, string command)
    {
        var terminal = await OpenAsync(target);
        await RunAsync(terminal, command);
        await CloseAsync(terminal);
    }

    /// <summary>The same without a terminal.</summary>
    public async Task ExecAsync(SshTarget target, string command)
    {
        await using var connection = await _client.ConnectAsync(target, default);
        await using var channel = await connection.ExecAsync(command, default);
        var buffer = new byte[4096];
        var total = 0;
        while (await channel.ReadAsync(buffer, default) is > 0 and var count)
            total += count;
        if (total == 0)
            throw new InvalidOperationException($"{target} gave no output.");
    }

    public static async Task RunAsync(DeviceTerminal terminal, string command)
    {
        var outcome = await terminal.RunAsync(new TerminalCommand(command), null, default);
        if (outcome.Error is not null || !outcome.Output.AsSpan().StartsWith("FRRouting"u8))
            throw new InvalidOperationException($"'{command}' answered: {OutputText.From(outcome.Output)}");
    }

    public void Dispose() => _client.Dispose();

    private readonly Dictionary<DeviceTerminal, ISshConnection> _connections = [];
}
