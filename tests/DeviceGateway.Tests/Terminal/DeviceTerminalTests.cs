using System.Text;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Tests.Terminal;

public sealed class DeviceTerminalTests
{
    [Fact]
    public async Task StartAsync_LongBannerWithPrompts_FindsTheRealOne()
    {
        var banner = string.Concat(Enumerable.Range(0, 1200).Select(line => $"notice {line}: r1# r2> login$ do not type here #\r\n"));
        await using var rig = await TerminalRig.StartAsync(new FakeDevice(cut: () => 97, banner: banner + "r1# \r\n") { Answer = (_, _) => "out\r\n"u8.ToArray() });

        Assert.Equal("r1#", rig.Terminal.Prompt);
        Assert.Equal("out\n", await rig.RunAsync("show x"));
    }

    [Fact]
    public async Task StartAsync_UserMode_BecomesPrivilegedWithTheElevatedPassword()
    {
        await using var rig = await TerminalRig.StartAsync(Privileged("enable-pw"), elevated: "enable-pw");

        Assert.Equal("r1#", rig.Terminal.Prompt);
        Assert.DoesNotContain("enable-pw", rig.Transcript.ToString());
    }

    [Fact]
    public async Task StartAsync_WrongElevatedPassword_IsTriedOnceAndSaysSo()
    {
        var device = Privileged("right");

        var error = await Assert.ThrowsAsync<DeviceException>(() => TerminalRig.StartAsync(device, elevated: "wrong"));

        Assert.Equal(DeviceReason.AuthenticationFailed, error.Reason);
        Assert.Single(device.Typed, "wrong");
    }

    [Fact]
    public async Task StartAsync_DeviceAsksForThePasswordAgain_GivesUpAfterOneTry()
    {
        var device = new FakeDevice("User Access Verification\r\n\r\nPassword: ") { Echo = false };
        device.Ask("Password: ", echo: false, _ => { device.Ask("Password: ", false, _ => []); return []; });

        var error = await Assert.ThrowsAsync<DeviceException>(() => TerminalRig.StartAsync(device, platform: "frr", password: "vty-pw"));

        Assert.Equal(DeviceReason.AuthenticationFailed, error.Reason);
        Assert.Single(device.Typed, "vty-pw");
    }

    [Fact]
    public async Task RunAsync_Modes_PromptsAreFollowed()
    {
        var device = new FakeDevice
        {
            Answer = (device, line) =>
            {
                device.Prompt = line switch { "configure terminal" => "r1(config)# ", "interface eth0" => "r1(config-if)# ", "end" => "r1# ", _ => device.Prompt };
                return [];
            },
        };
        await using var rig = await TerminalRig.StartAsync(device);

        await rig.RunAsync("configure terminal");
        Assert.Equal("r1(config)# ", rig.Terminal.LastPrompt);
        await rig.RunAsync("interface eth0");
        Assert.Equal("r1(config-if)# ", rig.Terminal.LastPrompt);
        await rig.RunAsync("end");
        Assert.Equal("r1# ", rig.Terminal.LastPrompt);
    }

    [Theory]
    [InlineData("hostname core9", "core9(config)# ")]
    [InlineData("restore factory defaults", "Switch> ")]
    public async Task RunAsync_DeviceTakesAnotherName_TheNewPromptIsFound(string command, string prompt)
    {
        var device = new FakeDevice { Answer = (device, line) => { device.Prompt = line == command ? prompt : device.Prompt; return "done\r\n"u8.ToArray(); } };
        await using var rig = await TerminalRig.StartAsync(device);

        Assert.Equal("done\n", await rig.RunAsync(command));
        Assert.Equal(prompt, rig.Terminal.LastPrompt);
        Assert.Equal("done\n", await rig.RunAsync("show x"));
    }

    [Fact]
    public async Task RunAsync_QuestionsInOrder_AreAnswered()
    {
        var device = new FakeDevice
        {
            Answer = (device, line) =>
            {
                if (line != "copy running-config startup-config")
                    return [];
                device.Ask("Destination filename [startup-config]? ", echo: true, name =>
                {
                    device.Ask("Overwrite? [confirm]", echo: true, _ => "[OK]\r\n"u8.ToArray());
                    return "Copying...\r\n"u8.ToArray();
                });
                return [];
            },
        };
        await using var rig = await TerminalRig.StartAsync(device);

        var output = await rig.RunAsync("copy running-config startup-config", (@"filename \[.*\]\? $", "backup"), ("confirm", "y"));

        Assert.Equal(["copy running-config startup-config", "backup", "y"], device.Typed[^3..]);
        Assert.EndsWith("[OK]\n", output);
    }

    [Theory]
    [InlineData("cisco_ios", " --More-- ", "\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b")]
    [InlineData("cisco_ios", "<--- More --->", "\r              \r")]
    [InlineData("frr", " --More-- \0", "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b")]
    [InlineData("huawei_vrp", "  ---- More ----", "\u001b[42D                                          \u001b[42D")]
    [InlineData("junos", "---(more 45%)---", "\r                \r")]
    [InlineData("linux", "\u001b[7m--More--\u001b[27m", "\r\u001b[K")]
    public async Task RunAsync_Pagers_AreTurnedAndLeaveNoTrace(string platform, string pager, string erase)
    {
        var prompt = platform switch { "junos" => "joe@r1> ", "huawei_vrp" => "<r1>", "linux" => "joe@r1:~$ ", _ => "r1# " };
        var lines = string.Concat(Enumerable.Range(1, 20).Select(line => $"line {line}\r\n"));
        var device = new FakeDevice(prompt, () => 3)
        {
            PageLines = 4,
            Pager = (pager, erase),
            Answer = (device, line) =>
            {
                if (line.StartsWith("unset", StringComparison.Ordinal))
                    device.Prompt = string.Concat(line.Split('\'')[1], line.Split('\'')[3]);
                return line == "show x" ? Encoding.Latin1.GetBytes(lines) : [];
            },
        };
        await using var rig = await TerminalRig.StartAsync(device, platform);

        Assert.Equal(lines.Replace("\r\n", "\n"), await rig.RunAsync("show x"));
    }

    [Fact]
    public async Task RunAsync_JunosPreamble_IsNoOutput()
    {
        var device = new FakeDevice("{master:0}\r\njoe@r1> ")
        {
            Answer = (device, line) =>
            {
                device.Prompt = line == "configure" ? "{master:0}[edit]\r\njoe@r1# " : device.Prompt;
                return line == "show x" ? "value 1;\r\n\r\n"u8.ToArray() : [];
            },
        };
        await using var rig = await TerminalRig.StartAsync(device, "junos");

        Assert.Equal("value 1;\n\n", await rig.RunAsync("show x"));
        Assert.Equal("", await rig.RunAsync("configure"));
        Assert.Equal("joe@r1# ", rig.Terminal.LastPrompt);
        Assert.Equal("value 1;\n\n", await rig.RunAsync("show x"));
    }

    [Fact]
    public async Task RunAsync_LogLinesBeforeTheEcho_AreNoOutput()
    {
        var device = new FakeDevice { Answer = (_, line) => line == "show x" ? "value\r\n"u8.ToArray() : [] };
        await using var rig = await TerminalRig.StartAsync(device);
        device.Send("\r\n*Mar  1 00:01:02: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up\r\nr1# "u8.ToArray());

        Assert.Equal("value\n", await rig.RunAsync("show x"));
    }

    [Fact]
    public async Task RunAsync_PromptWithACounter_IsRecognised()
    {
        var number = 0;
        FakeDevice? device = null;
        device = new FakeDevice("r1:0# ") { Answer = (self, _) => { self.Prompt = $"r1:{++number}# "; return "out\r\n"u8.ToArray(); } };
        await using var rig = await TerminalRig.StartAsync(device);

        Assert.Equal("out\n", await rig.RunAsync("show x"));
        Assert.Equal("out\n", await rig.RunAsync("show x"));
    }

    [Fact]
    public async Task RunAsync_TooMuchOutput_HasItsOwnReason()
    {
        var device = new FakeDevice { Answer = (_, line) => line == "show x" ? new byte[5000] : [] };
        await using var rig = await TerminalRig.StartAsync(device, options: new TerminalOptions { MaxOutput = 4000 });

        Assert.Equal(DeviceReason.OutputTooLarge, (await Assert.ThrowsAsync<DeviceException>(() => rig.RunAsync("show x"))).Reason);
    }

    [Fact]
    public async Task RunAsync_DeviceCloses_SaysConnectionLost()
    {
        var device = new FakeDevice { Answer = (device, line) => { if (line == "exit") device.Close(); return []; } };
        await using var rig = await TerminalRig.StartAsync(device);

        Assert.Equal(DeviceReason.ConnectionLost, (await Assert.ThrowsAsync<DeviceException>(() => rig.RunAsync("exit"))).Reason);
        Assert.False(rig.Terminal.Alive);
    }

    [Theory]
    [InlineData("cisco_ios", "r1# ", "              ^\r\n% Invalid input detected at '^' marker.\r\n\r\n", "% Invalid input detected at '^' marker.")]
    [InlineData("cisco_ios", "r1# ", "% Incomplete command.\r\n", "% Incomplete command.")]
    [InlineData("cisco_ios", "r1# ", "interface is up, 5% utilised\r\n", null)]
    [InlineData("frr", "r1# ", "% Unknown command: x\r\n", "% Unknown command: x")]
    [InlineData("frr", "r1# ", "% [ZEBRA] Unknown command: x\r\n", "% [ZEBRA] Unknown command: x")]
    [InlineData("junos", "joe@r1> ", "error: configuration database locked\r\n", "error: configuration database locked")]
    [InlineData("huawei_vrp", "<r1>", "Error: Unrecognized command found at '^' position.\r\n", "Error: Unrecognized command found at '^' position.")]
    [InlineData("mikrotik", "[admin@r1] > ", "bad command name foo (line 1 column 1)\r\n", "bad command name foo (line 1 column 1)")]
    public async Task RunAsync_DeviceRejects_GivesItsWords(string platform, string prompt, string output, string? expected)
    {
        await using var rig = await TerminalRig.StartAsync(new FakeDevice(prompt) { Answer = (_, line) => line == "foo" ? Encoding.Latin1.GetBytes(output) : [] }, platform);

        Assert.Equal(expected, (await rig.OutcomeAsync("foo")).Error);
    }

    private static FakeDevice Privileged(string password) => new("r1> ")
    {
        Answer = (device, line) =>
        {
            if (line == "enable")
            {
                device.Ask("Password: ", echo: false, typed =>
                {
                    if (typed != password)
                        return "% Bad secrets\r\n\r\n"u8.ToArray();
                    device.Prompt = "r1# ";
                    return [];
                });
            }

            return [];
        },
    };
}
