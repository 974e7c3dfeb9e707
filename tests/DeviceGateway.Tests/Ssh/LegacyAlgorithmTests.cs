using System.Text;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Ssh.Libssh;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>The oldest devices in use, as OpenSSH's server can still play them: each algorithm alone needs the opt-in.</summary>
public sealed class LegacyAlgorithmTests : IDisposable
{
    private readonly LibsshClient _client = new(TimeProvider.System);

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("KexAlgorithms diffie-hellman-group1-sha1")]
    [InlineData("KexAlgorithms diffie-hellman-group14-sha1")]
    [InlineData("KexAlgorithms diffie-hellman-group-exchange-sha1")]
    [InlineData("Ciphers 3des-cbc")]
    [InlineData("Ciphers aes256-cbc")]
    [InlineData("MACs hmac-sha1")]
    public async Task ConnectAsync_OnlyAnOldAlgorithm_NeedsTheOptIn(string line)
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false, SshdConfig = line.StartsWith("MACs", StringComparison.Ordinal) ? [line, "Ciphers aes128-ctr"] : [line] });
        var target = lab.Devices[0].Target();

        var error = await Assert.ThrowsAsync<DeviceException>(() => _client.ConnectAsync(target, default));
        // The server may hang up before its list was read; the gateway tries again then, too.
        for (var i = 0; i < 5 && error.Transient; i++)
            error = await Assert.ThrowsAsync<DeviceException>(() => _client.ConnectAsync(target, default));
        await using var connection = await _client.ConnectAsync(target with { LegacyAlgorithms = true }, default);
        await using var channel = await connection.ExecAsync("echo ok", default);
        var buffer = new byte[100];
        var count = await channel.ReadAsync(buffer, default);

        Assert.Equal(DeviceReason.NoCommonAlgorithm, error.Reason);
        Assert.Contains("legacy_algorithms", error.Message);
        Assert.Equal("ok\n", Encoding.ASCII.GetString(buffer, 0, count));
    }
}
