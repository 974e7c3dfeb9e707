using System.Net.NetworkInformation;
using System.Text;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Ssh.Libssh;
using Flux.Lab;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>Against OpenSSH's server.</summary>
public sealed class LibsshClientTests(SshLabFixture fixture) : IClassFixture<SshLabFixture>, IDisposable
{
    private readonly LibsshClient _client = new(TimeProvider.System);
    private readonly SshDevice _device = fixture.Lab.Devices[0];

    public void Dispose() => _client.Dispose();

    [RootFact]
    public async Task ConnectAsync_Password_RunsACommand()
    {
        Assert.Equal("ok\n", await ExecAsync(_device.Target() with { PrivateKey = null }, "echo ok"));
    }

    [Fact]
    public async Task ConnectAsync_PrivateKey_RunsACommand()
    {
        Assert.Equal("ok\n", await ExecAsync(_device.Target() with { Password = null }, "echo ok"));
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    public async Task ConnectAsync_EncryptedKey_TakesThePasswordAsPassphrase(string type)
    {
        using var directory = new TempDirectory();
        var key = await SshKeyPair.CreateAsync(directory["key"], type, default, "the passphrase");
        await File.AppendAllTextAsync(_device.AuthorizedKeysFile, key.PublicKey + "\n");

        Assert.Equal("ok\n", await ExecAsync(_device.Target() with { PrivateKey = key.PrivateKey.TrimEnd(), Password = "the passphrase" }, "echo ok"));
    }

    [Fact]
    public async Task ConnectAsync_EncryptedKeyWithWrongPassphrase_SaysInvalidKey()
    {
        using var directory = new TempDirectory();
        var key = await SshKeyPair.CreateAsync(directory["key"], "ed25519", default, "the passphrase");

        var error = await FailAsync(_device.Target() with { PrivateKey = key.PrivateKey, Password = "another-one" });

        Assert.Equal(DeviceReason.InvalidKey, error.Reason);
        Assert.DoesNotContain("another-one", error.ToString());
    }

    [RootFact]
    public async Task ConnectAsync_KeyboardInteractive_AnswersWithThePassword()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false, KeyboardInteractive = true });

        Assert.Equal("ok\n", await ExecAsync(lab.Devices[0].Target() with { PrivateKey = null }, "echo ok"));
    }

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConnectAsync_WrongPassword_IsTriedExactlyOnce(bool interactive)
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false, KeyboardInteractive = interactive });
        var device = lab.Devices[0];

        var error = await FailAsync(device.Target() with { PrivateKey = null, Password = "wrong-secret" });
        await device.StopAsync();

        Assert.Equal(DeviceReason.AuthenticationFailed, error.Reason);
        Assert.DoesNotContain("wrong-secret", error.ToString());
        Assert.Equal(1, device.Log.Split('\n').Count(line => line.Contains("Failed password", StringComparison.Ordinal) || line.Contains("Authentication failure", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ConnectAsync_NoCredentials_NamesWhatTheServerAccepts()
    {
        var error = await FailAsync(_device.Target() with { PrivateKey = null, Password = null });

        Assert.Equal(DeviceReason.AuthenticationFailed, error.Reason);
        Assert.Contains("publickey", error.Message);
        Assert.Contains("neither a password nor a key", error.Message);
    }

    [Fact]
    public async Task ConnectAsync_StrictWithoutPinnedKey_IsRefusedWithTheFingerprint()
    {
        var error = await FailAsync(_device.Target() with { HostKeyPolicy = HostKeyPolicy.Strict });

        Assert.Equal(DeviceReason.HostKeyUnknown, error.Reason);
        Assert.Contains(_device.HostKey.Fingerprint, error.Message);
    }

    [Fact]
    public async Task ConnectAsync_AnotherKeyIsPinned_IsRefusedWithBothFingerprints()
    {
        using var directory = new TempDirectory();
        var other = await SshKeyPair.CreateAsync(directory["key"], "ed25519", default);

        var error = await FailAsync(_device.Target() with { PinnedHostKey = Pinned(other) });

        Assert.Equal(DeviceReason.HostKeyChanged, error.Reason);
        Assert.Contains(other.Fingerprint, error.Message);
        Assert.Contains(_device.HostKey.Fingerprint, error.Message);
        Assert.Equal(other.Fingerprint, error.Facts["expected_fingerprint"]);
        Assert.Equal(_device.HostKey.Fingerprint, error.Facts["actual_fingerprint"]);
    }

    [Theory]
    [InlineData("rsa", "ssh-rsa")]
    [InlineData("ecdsa", "ecdsa-sha2-nistp256")]
    [InlineData("ed25519", "ssh-ed25519")]
    public async Task ConnectAsync_ServerWithSeveralKeys_ShowsThePinnedType(string type, string algorithm)
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false, HostKeyTypes = [type, .. new[] { "ed25519", "rsa", "ecdsa" }.Where(other => other != type)] });
        var target = lab.Devices[0].Target() with { PinnedHostKey = Pinned(lab.Devices[0].HostKey), HostKeyPolicy = HostKeyPolicy.Strict };

        await using var connection = await _client.ConnectAsync(target, default);

        Assert.Equal(algorithm, connection.Server.HostKey.Type);
        Assert.Equal(lab.Devices[0].HostKey.Fingerprint, connection.Server.HostKey.Fingerprint);
    }

    [Fact]
    public async Task ConnectAsync_NothingListens_SaysRefused()
    {
        var error = await FailAsync(_device.Target() with { Port = LoopbackPort.Free(_device.Address) });

        Assert.Equal(DeviceReason.ConnectionRefused, error.Reason);
    }

    [Fact]
    public async Task ConnectAsync_UnknownName_SaysUnreachable()
    {
        var error = await FailAsync(_device.Target() with { Host = "no-such-host.invalid" });

        Assert.Equal(DeviceReason.Unreachable, error.Reason);
    }

    [Fact]
    public async Task ConnectAsync_ServerSaysNothing_EndsAtTheLimit()
    {
        using var silent = new TcpStub(_ => []);

        var error = await FailAsync(silent.Target() with { ConnectTimeout = TimeSpan.FromSeconds(2) });

        Assert.Equal(DeviceReason.ConnectTimeout, error.Reason);
    }

    [Fact]
    public async Task ConnectAsync_ServerSpeaksHttp_SaysNotSsh()
    {
        using var web = new TcpStub(_ => "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

        var error = await FailAsync(web.Target() with { ConnectTimeout = TimeSpan.FromSeconds(2) });

        Assert.Equal(DeviceReason.NotSsh, error.Reason);
        Assert.Contains("HTTP/1.1 400 Bad Request", error.Message);
    }

    [Fact]
    public async Task ConnectAsync_ServerHangsUpAtOnce_SaysConnectionLost()
    {
        using var closing = new TcpStub(_ => null);

        var error = await FailAsync(closing.Target());

        Assert.Equal(DeviceReason.ConnectionLost, error.Reason);
    }

    [Fact]
    public async Task ConnectAsync_OldDevice_NeedsTheOptIn()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions
        {
            PreferRouter = false,
            HostKeyTypes = ["rsa"],
            SshdConfig = ["KexAlgorithms diffie-hellman-group14-sha1", "HostKeyAlgorithms ssh-rsa", "Ciphers aes128-cbc", "MACs hmac-sha1", "PubkeyAcceptedAlgorithms +ssh-rsa"],
        });

        var error = await FailAsync(lab.Devices[0].Target());
        for (var i = 0; i < 5 && error.Transient; i++)
            error = await FailAsync(lab.Devices[0].Target()); // hung up before its list was read

        Assert.Equal(DeviceReason.NoCommonAlgorithm, error.Reason);
        Assert.Contains("legacy_algorithms", error.Message);
        Assert.Equal("ok\n", await ExecAsync(lab.Devices[0].Target() with { LegacyAlgorithms = true }, "echo ok"));
    }

    [Fact]
    public async Task ReadAsync_Cancelled_EndsAndClosesTheSocket()
    {
        var connection = await _client.ConnectAsync(_device.Target(), default);
        var channel = await connection.ExecAsync("echo started; sleep 600", default);
        var buffer = new byte[100];
        Assert.True(await channel.ReadAsync(buffer, default) > 0);
        using var cancel = new CancellationTokenSource();
        var read = channel.ReadAsync(buffer, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await connection.DisposeAsync();
        var gone = await Assert.ThrowsAsync<DeviceException>(() => channel.ReadAsync(buffer, default));
        Assert.Equal(DeviceReason.ConnectionLost, gone.Reason);
    }

    [Fact]
    public async Task ReadAsync_DeviceLosesPower_SaysConnectionLost()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        if (lab.Devices[0].Channel != "shell")
            return; // without namespaces sessions outlive their server
        await using var connection = await _client.ConnectAsync(lab.Devices[0].Target(), default);
        var channel = await connection.ExecAsync("echo started; sleep 600", default);
        var buffer = new byte[100];
        Assert.True(await channel.ReadAsync(buffer, default) > 0);
        var read = channel.ReadAsync(buffer, default);

        await lab.Devices[0].StopAsync();

        Assert.Equal(DeviceReason.ConnectionLost, (await Assert.ThrowsAsync<DeviceException>(() => read)).Reason);
    }

    [Fact]
    public async Task ExecAsync_BothStreamsAndAStatus_AreRead()
    {
        await using var connection = await _client.ConnectAsync(_device.Target(), default);
        await using var channel = await connection.ExecAsync("echo out; echo err >&2; exit 7", default);

        var text = await ReadAllAsync(channel);

        Assert.Contains("out\n", text);
        Assert.Contains("err\n", text);
        Assert.Equal(7, await channel.GetExitStatusAsync(default));
    }

    [Fact]
    public async Task ConnectAsync_ManyFailures_LeakNoDescriptors()
    {
        var target = _device.Target() with { Port = LoopbackPort.Free(_device.Address) };
        using var closing = new TcpStub(_ => null);
        await FailAsync(target);
        await FailAsync(closing.Target());
        var before = Directory.GetFiles("/proc/self/fd").Length;

        for (var i = 0; i < 100; i++)
        {
            await FailAsync(target);
            await FailAsync(closing.Target());
        }

        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 20);
    }

    [Fact]
    public async Task DisposeAsync_TheDeviceHungUpToo_TheSocketIsClosed()
    {
        var connection = await _client.ConnectAsync(_device.Target(), default);
        await connection.DisposeAsync();

        // What only one side has closed would be in one of these states for as long as this process lives.
        Assert.DoesNotContain(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections(), tcp =>
            tcp.RemoteEndPoint.ToString() == $"{_device.Address}:{_device.Port}" && tcp.State is (TcpState.Established or TcpState.CloseWait));
    }

    [Fact]
    public async Task ConnectAsync_FiftySessionsAtOnce_NeedNoMoreThreads()
    {
        await using var first = await _client.ConnectAsync(_device.Target(), default);
        var before = System.Diagnostics.Process.GetCurrentProcess().Threads.Count;

        var connections = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _client.ConnectAsync(_device.Target(), default)));
        var channels = await Task.WhenAll(connections.Select(connection => connection.ExecAsync("echo ok", default)));
        var outputs = await Task.WhenAll(channels.Select(ReadAllAsync));
        var after = System.Diagnostics.Process.GetCurrentProcess().Threads.Count;
        foreach (var connection in connections)
            await connection.DisposeAsync();

        Assert.All(outputs, output => Assert.Equal("ok\n", output));
        Assert.InRange(after, 0, before + 8);
    }

    private static HostKey Pinned(SshKeyPair key) => new(key.PublicKey.Split(' ')[0], key.PublicKey.Split(' ')[1]);

    private async Task<DeviceException> FailAsync(SshTarget target) =>
        await Assert.ThrowsAsync<DeviceException>(() => _client.ConnectAsync(target, default));

    private async Task<string> ExecAsync(SshTarget target, string command)
    {
        await using var connection = await _client.ConnectAsync(target, default);
        await using var channel = await connection.ExecAsync(command, default);
        return await ReadAllAsync(channel);
    }

    private static async Task<string> ReadAllAsync(IExecChannel channel)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (await channel.ReadAsync(buffer, default) is > 0 and var count)
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        return text.ToString();
    }
}
