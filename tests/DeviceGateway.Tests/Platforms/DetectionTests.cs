using System.Text;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Flux.DeviceGateway.Tests.Terminal;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Platforms;

/// <summary>platform: auto, against real shells and against what other devices are documented to say.</summary>
public sealed class DetectionTests
{
    private const string Unknown = "% Invalid input detected at '^' marker.\r\n";

    /// <summary>Platform, SSH greeting, banner, prompt, the command that it knows and its answer.</summary>
    public static TheoryData<string, string, string, string, string, string> Devices => new()
    {
        { "cisco_ios", "SSH-2.0-Cisco-1.25", "", "sw1>", "show version", "Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 15.0(2)SE4, RELEASE SOFTWARE (fc1)\r\nROM: Bootstrap program\r\n" },
        { "cisco_ios", "SSH-2.0-Cisco-1.25", "\r\nAuthorized access only\r\n", "core-1#", "show version", "Cisco IOS XE Software, Version 17.03.04a\r\n" },
        { "nxos", "SSH-2.0-OpenSSH_7.8 PKIX[12.1]", "", "n9k# ", "show version", "Cisco Nexus Operating System (NX-OS) Software\r\nTAC support: http://www.cisco.com/tac\r\n" },
        { "iosxr", "SSH-2.0-Cisco-2.0", "", "RP/0/RP0/CPU0:xr1#", "show version", "Mon Nov  2 10:00:00.000 UTC\r\nCisco IOS XR Software, Version 7.3.2\r\n" },
        { "eos", "SSH-2.0-OpenSSH_8.7", "Last login: Mon Nov  2\r\n", "leaf1>", "show version", "Arista DCS-7050TX-64-R\r\nSoftware image version: 4.27.0F\r\n" },
        { "junos", "SSH-2.0-OpenSSH_7.5", "", "admin@mx1> ", "show version", "Hostname: mx1\r\nModel: mx240\r\nJunos: 20.4R3.8\r\n" },
        { "junos", "SSH-2.0-OpenSSH_7.5", "--- JUNOS 20.4R3.8 Kernel 64-bit\r\n", "root@mx1% ", "none", "" },
        { "vyos", "SSH-2.0-OpenSSH_8.4p1", "Welcome to VyOS!\r\n", "vyos@edge:~$ ", "none", "" },
        { "vyos", "SSH-2.0-OpenSSH_8.4p1", "", "vyos@edge:~$ ", "show version", "Version:          VyOS 1.3.2\r\n" },
        { "huawei_vrp", "SSH-2.0-OpenSSH_x", "", "<HUAWEI>", "display version", "Huawei Versatile Routing Platform Software\r\nVRP (R) software, Version 5.170\r\n" },
        { "huawei_vrp", "SSH-2.0-HUAWEI-1.5", "", "<HUAWEI>", "none", "" },
        { "mikrotik", "SSH-2.0-ROSSSH", "", "[admin@MikroTik] > ", "none", "" },
        { "mikrotik", "SSH-2.0-OpenSSH_x", "", "[admin@MikroTik] > ", "/system resource print", "  uptime: 1d\r\n  platform: MikroTik\r\n" },
        { "frr", "SSH-2.0-OpenSSH_9.2p1", "", "r1# ", "show version", "FRRouting 8.4.4 (r1).\r\n" },
        { "linux", "SSH-2.0-OpenSSH_9.2p1", "", "joe@host:~$ ", "uname -s", "Linux\r\n" },
        { "generic", "SSH-2.0-x", "", "box>", "none", "" },
    };

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task OpenSession_Auto_FindsThePlatform(string platform, string greeting, string banner, string prompt, string command, string answer)
    {
        var devices = new List<FakeDevice>();
        await using var gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => Keep(devices, prompt, banner, command, answer), greeting));
        var id = gateway.Elements.AddFake("auto");

        var first = await gateway.OpenAsync(id);
        var logins = devices.Count;
        var second = await gateway.Client.TestConnectionAsync(new TestConnectionRequest { ElementId = id });

        Assert.Equal(platform, first.Platform);
        Assert.NotEqual("", first.PlatformEvidence);
        Assert.Equal((platform, first.PlatformEvidence), (second.Platform, second.PlatformEvidence));
        Assert.Equal((2, 3), (logins, devices.Count)); // the second time it is known
        Assert.All(devices[0].Typed, typed => Assert.Contains(typed, (string[])["show version", "display version", "/system resource print", "uname -s"]));
    }

    [Fact]
    public async Task OpenSession_AutoAndTheDeviceIsReplaced_IsDetectedAnew()
    {
        var (prompt, answer) = ("sw1>", "Cisco IOS Software\r\n");
        await using var gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => Device(prompt, "", "show version", answer)));
        var id = gateway.Elements.AddFake("auto");
        await gateway.OpenAsync(id);

        (prompt, answer) = ("leaf1>", "Arista vEOS\r\n");
        var moved = gateway.Elements.AddFake("auto");

        Assert.Equal("eos", (await gateway.OpenAsync(moved)).Platform);
    }

    [RootFact]
    public async Task OpenSession_AutoAtARealShell_FindsLinux()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        var id = gateway.Elements.Add(lab.Devices[0], null, transport => transport with { Platform = "auto" });

        var session = await gateway.OpenAsync(id);

        Assert.Equal("linux", session.Platform);
        Assert.Contains("uname -s", session.PlatformEvidence);
        Assert.True(session.HostKeyPinned);
        Assert.Equal("Linux\n", (await gateway.SendAsync(session.SessionId, "uname -s"))[0].Output);
    }

    [RouterFact]
    public async Task OpenSession_AutoAtARealRouter_FindsFrr()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var lab = await SshLab.StartAsync(new SshLabOptions());
        var session = await gateway.OpenAsync(gateway.Elements.Add(lab.Devices[0], null, transport => transport with { Platform = "auto" }));

        Assert.Equal("frr", session.Platform);
    }

    [Fact]
    public async Task OpenSession_AutoOnExecChannels_FindsLinux()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        var id = gateway.Elements.Add(lab.Devices[0], null, transport => transport with { Platform = "auto", Channel = DeviceGateway.Platforms.ChannelKind.Exec });

        Assert.Equal("linux", (await gateway.OpenAsync(id)).Platform);
    }

    private static FakeDevice Keep(List<FakeDevice> devices, string prompt, string banner, string command, string answer)
    {
        var device = Device(prompt, banner, command, answer);
        devices.Add(device);
        return device;
    }

    private static FakeDevice Device(string prompt, string banner, string command, string answer) => new(prompt, banner: banner)
    {
        Answer = (device, line) =>
        {
            if (line.StartsWith("unset", StringComparison.Ordinal)) // the shell's marker
                device.Prompt = string.Concat(line.Split('\'')[1], line.Split('\'')[3]);
            if (line == "cli")
                device.Prompt = "root@mx1> ";
            return Encoding.Latin1.GetBytes(line == command ? answer : line == "cli" || line.StartsWith("unset", StringComparison.Ordinal) ? "" : Unknown);
        },
    };
}
