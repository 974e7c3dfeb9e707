using System.Text;
using System.Text.RegularExpressions;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>A terminal on a fake device.</summary>
internal sealed class TerminalRig : IAsyncDisposable
{
    private static readonly PlatformCatalog _catalog = PlatformCatalog.Load();

    private TerminalRig(FakeDevice device, DeviceTerminal terminal, Transcript transcript)
    {
        Device = device;
        Terminal = terminal;
        Transcript = transcript;
    }

    public FakeDevice Device { get; }

    public DeviceTerminal Terminal { get; }

    public Transcript Transcript { get; }

    public static async Task<TerminalRig> StartAsync(FakeDevice device, string platform = "cisco_ios", string? password = "login-pw", string? elevated = null, TerminalOptions? options = null, TimeProvider? time = null)
    {
        var transcript = new Transcript(new SecretMask(password, elevated));
        var terminal = new DeviceTerminal(device, _catalog[platform], options ?? new TerminalOptions { Nudge = TimeSpan.FromMilliseconds(5) }, transcript, time ?? TimeProvider.System);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await terminal.StartAsync(password, elevated, limit.Token);
        return new TerminalRig(device, terminal, transcript);
    }

    public async Task<string> RunAsync(string command, params (string Question, string Reply)[] answers) =>
        Encoding.Latin1.GetString((await OutcomeAsync(command, null, answers)).Output);

    public async Task<CommandOutcome> OutcomeAsync(string command, Func<ReadOnlyMemory<byte>, ValueTask>? onOutput = null, params (string Question, string Reply)[] answers)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await Terminal.RunAsync(new TerminalCommand(command, [.. answers.Select(answer => new TerminalAnswer(new Regex(answer.Question), answer.Reply))]), onOutput, limit.Token);
    }

    public ValueTask DisposeAsync() => Terminal.DisposeAsync();
}
