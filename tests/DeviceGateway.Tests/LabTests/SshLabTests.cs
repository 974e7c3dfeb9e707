using System.Diagnostics;
using System.Net.Sockets;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.LabTests;

public sealed class SshLabTests
{
    [Fact]
    public async Task StartAsync_ThreeDevices_EachHasItsOwnAddressKeyAndGreeting()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["r1", "r2", "r3"] });

        Assert.Equal(3, lab.Devices.Select(device => device.Address).Distinct().Count());
        Assert.Equal(3, lab.Devices.Select(device => device.HostKey.Fingerprint).Distinct().Count());
        foreach (var device in lab.Devices)
            Assert.StartsWith("SSH-2.0-OpenSSH", await GreetingAsync(device));
    }

    [Fact]
    public async Task Login_WithTheLabKey_RunsACommandOnTheDevice()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["core7"] });

        var output = await OpenSshAsync(lab["core7"], lab["core7"].Platform == "frr" ? "show running-config" : "hostname");

        Assert.Contains(lab["core7"].Channel == "shell" ? "core7" : Environment.MachineName, output);
    }

    [Fact]
    public async Task StopAsync_ThenStartAsync_RefusesThenAnswersWithTheSameKey()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        var device = lab["r1"];
        var key = device.HostKey;

        await device.StopAsync();
        await Assert.ThrowsAsync<SocketException>(() => GreetingAsync(device));
        await device.StartAsync();

        Assert.Equal(key, device.HostKey);
        Assert.StartsWith("SSH-2.0-", await GreetingAsync(device));
    }

    [Fact]
    public async Task RegenerateHostKeyAsync_Always_ChangesTheFingerprint()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        var before = lab["r1"].HostKey.Fingerprint;

        await lab["r1"].RegenerateHostKeyAsync();

        Assert.NotEqual(before, lab["r1"].HostKey.Fingerprint);
    }

    private static async Task<string> GreetingAsync(SshDevice device)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(device.Address, device.Port);
        return await new StreamReader(client.GetStream()).ReadLineAsync() ?? "";
    }

    private static async Task<string> OpenSshAsync(SshDevice device, string command)
    {
        using var directory = new Flux.Lab.TempDirectory();
        await File.WriteAllTextAsync(directory["key"], device.PrivateKey);
        File.SetUnixFileMode(directory["key"], UnixFileMode.UserRead);
        string[] arguments = ["-F", "/dev/null", "-i", directory["key"], "-p", $"{device.Port}", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
            "-o", "UserKnownHostsFile=/dev/null", "-o", "KexAlgorithms=curve25519-sha256", $"{device.Username}@{device.Address}", command];
        using var ssh = Process.Start(new ProcessStartInfo("ssh", arguments) { RedirectStandardOutput = true })!;
        return await ssh.StandardOutput.ReadToEndAsync();
    }
}
