using System.Text;
using System.Text.RegularExpressions;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh.Libssh;
using Flux.DeviceGateway.Terminal;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>The terminal against programs that nobody here wrote: bash, and FRR's router command line.</summary>
public sealed class RealDeviceTests
{
    private static readonly PlatformCatalog _catalog = PlatformCatalog.Load();

    [RootFact]
    public async Task RunAsync_Bash_OutputsAreExact()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["host1"], PreferRouter = false });
        await WithTerminalAsync(lab.Devices[0], async terminal =>
        {
            Assert.Contains("host1", terminal.Prompt);
            Assert.Equal("host1\n", await RunAsync(terminal, "hostname"));
            Assert.Equal("no line end", await RunAsync(terminal, "printf 'no line end'"));
            Assert.Equal("", await RunAsync(terminal, "cd /tmp"));
            Assert.Equal("/tmp\n", await RunAsync(terminal, "pwd"));
            Assert.Equal("a\0b\xff\n", await RunAsync(terminal, @"printf 'a\000b\377\n'"));
            Assert.Equal(string.Concat(Enumerable.Range(1, 20000).Select(number => number + "\n")), await RunAsync(terminal, "seq 20000"));
            Assert.Equal("name? hello joe\n", (await RunAsync(terminal, "read -p 'name? ' x; echo hello $x", ("name\\? $", "joe"))).Replace("name? joe\n", "name? "));
            var longEcho = "echo " + new string('x', 1500);
            Assert.Equal(longEcho[5..] + "\n", await RunAsync(terminal, longEcho));
            Assert.Equal("-bash: no-such-command: command not found", (await OutcomeAsync(terminal, "no-such-command")).Error);
        });
    }

    [RootFact]
    public async Task RunAsync_BashWithoutEcho_OutputsAreExact()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        await WithTerminalAsync(lab.Devices[0], async terminal =>
        {
            await RunAsync(terminal, "bash --noediting");
            await RunAsync(terminal, "stty -echo");
            Assert.Equal("one\ntwo\n", await RunAsync(terminal, "echo one; echo two"));
            Assert.Equal("", await RunAsync(terminal, "true"));
        });
    }

    [RootFact]
    public async Task RunAsync_RealPager_IsTurnedAndLeavesNoTrace()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        await WithTerminalAsync(lab.Devices[0], async terminal =>
        {
            await RunAsync(terminal, "stty rows 24; seq 100 >numbers");
            var numbers = string.Concat(Enumerable.Range(1, 100).Select(number => number + "\n"));
            Assert.Equal(numbers, await RunAsync(terminal, "more -e numbers"));
            Assert.Equal(numbers, (await RunAsync(terminal, "more numbers")).TrimEnd('\n') + "\n"); // it fills the last page with empty lines
            Assert.Equal("", await RunAsync(terminal, "true"));
        });
    }

    [RootFact]
    public async Task RunAsync_AnotherShellInside_ItsPromptIsFound()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        await WithTerminalAsync(lab.Devices[0], async terminal =>
        {
            Assert.Equal("", await RunAsync(terminal, "PS1='inner$ ' dash"));
            Assert.Equal("inner$ ", terminal.LastPrompt);
            Assert.Equal("dash\n", await RunAsync(terminal, "echo $0"));
        });
    }

    [RouterFact]
    public async Task RunAsync_Router_ShowsConfiguresAndRejects()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["r7"] });
        await WithTerminalAsync(lab.Devices[0], async terminal =>
        {
            Assert.Equal("r7#", terminal.Prompt);
            var interfaces = await RunAsync(terminal, "show interface brief");
            Assert.StartsWith("Interface ", interfaces);
            Assert.Contains("eth0", interfaces);
            Assert.DoesNotContain("r7#", interfaces);

            Assert.Equal("", await RunAsync(terminal, "configure terminal"));
            Assert.Equal("r7(config)# ", terminal.LastPrompt);
            await RunAsync(terminal, "interface eth0");
            await RunAsync(terminal, "description to the core");
            await RunAsync(terminal, "end");
            Assert.Contains(" description to the core\n", await RunAsync(terminal, "show running-config"));

            var rejected = await OutcomeAsync(terminal, "show nonsense");
            Assert.Equal("% Unknown command: show nonsense", rejected.Error);
            Assert.Equal("% Unknown command: show nonsense\n", Encoding.UTF8.GetString(rejected.Output));
        });
    }

    [RouterFact]
    public async Task RunAsync_RouterTakesAnotherName_TheNewPromptIsFound()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["before"] });
        await WithTerminalAsync(lab.Devices[0], async terminal =>
        {
            await RunAsync(terminal, "configure terminal");
            await RunAsync(terminal, "hostname after");
            Assert.Equal("after(config)# ", terminal.LastPrompt);
            await RunAsync(terminal, "end");
            Assert.Equal("after# ", terminal.LastPrompt);
            Assert.Contains("FRRouting", await RunAsync(terminal, "show version"));
        });
    }

    private static async Task WithTerminalAsync(SshDevice device, Func<DeviceTerminal, Task> use)
    {
        using var client = new LibsshClient(TimeProvider.System);
        await using var connection = await client.ConnectAsync(device.Target(), default);
        var platform = _catalog[device.Platform];
        var transcript = new Transcript(new SecretMask(device.Password));
        await using var terminal = new DeviceTerminal(await connection.OpenShellAsync(platform.Terminal, default), platform, new TerminalOptions(), transcript, TimeProvider.System);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await terminal.StartAsync(device.Password, null, limit.Token);
            await use(terminal);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail(transcript.ToString());
        }
    }

    private static async Task<string> RunAsync(DeviceTerminal terminal, string command, params (string Question, string Reply)[] answers) =>
        Encoding.Latin1.GetString((await OutcomeAsync(terminal, command, answers)).Output);

    private static async Task<CommandOutcome> OutcomeAsync(DeviceTerminal terminal, string command, params (string Question, string Reply)[] answers)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await terminal.RunAsync(new TerminalCommand(command, [.. answers.Select(answer => new TerminalAnswer(new Regex(answer.Question), answer.Reply))]), null, limit.Token);
    }
}
