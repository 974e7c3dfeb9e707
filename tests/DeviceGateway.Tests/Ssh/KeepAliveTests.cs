using System.Text;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Ssh.Libssh;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>Quiet connections: devices that still answer, and one that only seems to be there.</summary>
public sealed class KeepAliveTests : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _hang = TimeSpan.FromSeconds(30);
    private readonly LibsshClient _client = new(TimeProvider.System);

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_DeviceFrozen_IsLostThoughItsSocketStillAcknowledges(bool reading)
    {
        await using var simulator = await SshSimulator.StartAsync(devices: 1);
        var target = new SshTarget { Host = simulator.Addresses[0].ToString(), Port = simulator.Port, Username = "admin", Password = SshSimulator.Password, KeepAlive = _pause };
        await using var connection = await _client.ConnectAsync(target, default);
        await using var channel = await connection.OpenShellAsync(new TerminalSize("vt100", 80, 24), default);
        var buffer = new byte[100];
        Assert.StartsWith("sim1# ", Encoding.ASCII.GetString(buffer, 0, await channel.ReadAsync(buffer, default)));
        using var hang = new CancellationTokenSource(_hang);
        var read = reading ? channel.ReadAsync(buffer, hang.Token) : Task.FromResult(0);

        simulator.Freeze();

        var error = await Assert.ThrowsAsync<DeviceException>(() => reading ? read : WriteUntilLostAsync(channel, hang.Token));
        Assert.Equal(DeviceReason.ConnectionLost, error.Reason);
        Assert.Contains("keep-alives", error.Message);
    }

    [Fact]
    public async Task Connection_DeviceQuiet_IsAskedWithinSshAndStaysOpen()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false, SshdConfig = ["LogLevel DEBUG1"] });
        var device = lab.Devices[0];
        await using var connection = await _client.ConnectAsync(device.Target() with { KeepAlive = _pause }, default);

        await device.LogLineAsync("keepalive@openssh.com");

        Assert.Equal("ok\n", await EchoAsync(connection));
    }

    [Fact]
    public async Task Connection_NobodyUsesItAndTheDeviceFreezes_Ends()
    {
        await using var simulator = await SshSimulator.StartAsync(devices: 1);
        await using var connection = await _client.ConnectAsync(
            new SshTarget { Host = simulator.Addresses[0].ToString(), Port = simulator.Port, Username = "admin", Password = SshSimulator.Password, KeepAlive = _pause }, default);

        simulator.Freeze();

        Assert.Contains("keep-alives", await connection.Ended.WaitAsync(_hang));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_NobodyUsesItAndTheServerIsKilled_EndsWithoutAKeepAlive(bool used)
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        await using var connection = await _client.ConnectAsync(lab.Devices[0].Target() with { KeepAlive = TimeSpan.FromDays(1) }, default);
        if (used)
            await EchoAsync(connection);
        Assert.False(connection.Ended.IsCompleted);

        await lab.Devices[0].StopAsync();

        Assert.NotEqual("", await connection.Ended.WaitAsync(_hang));
        var error = await Assert.ThrowsAsync<DeviceException>(() => connection.ExecAsync("echo ok", default));
        Assert.Equal(DeviceReason.ConnectionLost, error.Reason);
    }

    [Fact]
    public async Task Connection_NobodyUsesIt_AnswersTheServersOwnKeepAlives()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false, SshdConfig = ["LogLevel DEBUG3", "ClientAliveInterval 1", "ClientAliveCountMax 1"] });
        await using var connection = await _client.ConnectAsync(lab.Devices[0].Target() with { KeepAlive = TimeSpan.FromDays(1) }, default);

        await lab.Devices[0].LogLineAsync("receive packet: type 81"); // SSH_MSG_REQUEST_SUCCESS: a sign of life, RFC 4254 4

        Assert.Equal("ok\n", await EchoAsync(connection));
    }

    private static async Task<string> EchoAsync(ISshConnection connection)
    {
        await using var channel = await connection.ExecAsync("echo ok", default);
        var buffer = new byte[100];
        return Encoding.ASCII.GetString(buffer, 0, await channel.ReadAsync(buffer, default));
    }

    // The socket takes what is written; waits for the device's answer in between.
    private static async Task WriteUntilLostAsync(IByteChannel channel, CancellationToken cancellationToken)
    {
        var buffer = new byte[100];
        await channel.WriteAsync("\r"u8.ToArray(), cancellationToken);
        while (true)
            _ = await channel.ReadAsync(buffer, cancellationToken);
    }
}
