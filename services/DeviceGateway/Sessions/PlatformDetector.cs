using System.Collections.Concurrent;
using System.Text;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Sessions;

/// <summary>
/// Finds the platform of an unknown device: by its greeting, by what it shows after login, else by commands that only
/// read, of those platforms whose prompt fits. Remembers what it found, so that later logins ask nothing.
/// </summary>
internal sealed class PlatformDetector(PlatformCatalog platforms, TimeProvider time)
{
    private const string Fallback = "generic";
    private const int MostRead = 64 << 10;

    private readonly ConcurrentDictionary<(long ElementId, string Address, string HostKey), PlatformFinding> _known = new();

    /// <summary>What was found before; null when nothing was, or when the device has been replaced since.</summary>
    public PlatformFinding? Known(ElementConnection element) => _known.GetValueOrDefault(Key(element, element.HostKey));

    /// <exception cref="DeviceException">PROMPT_NOT_FOUND, DETECTION_TIMEOUT, and the reasons of a command.</exception>
    public async Task<PlatformFinding> DetectAsync(ElementConnection element, ISshConnection connection, CancellationToken cancellationToken)
    {
        var greeting = connection.Server.Greeting;
        var finding = platforms.All.FirstOrDefault(platform => platform.Signs?.Greeting?.IsMatch(greeting) == true) is { } greeted
            ? new PlatformFinding(greeted.Name, $"its SSH server calls itself '{greeting}'")
            : element.Transport.Channel == ChannelKind.Exec
                ? await ProbeAsync(element, platforms.All, command => ExecAsync(connection, command, cancellationToken)) ?? NothingFits("no prompt, as commands run on channels of their own")
                : await LookAsync(element, connection, cancellationToken);
        _known[Key(element, connection.Server.HostKey)] = finding;
        return finding;
    }

    private static (long, string, string) Key(ElementConnection element, HostKey? key) => (element.Id, element.Address, key?.Base64 ?? "");

    private async Task<PlatformFinding> LookAsync(ElementConnection element, ISshConnection connection, CancellationToken cancellationToken)
    {
        var unknown = platforms[PlatformCatalog.Auto];
        if (element.Transport.Prompt is { } own)
            unknown = unknown with { Prompt = own };
        var shell = await connection.OpenShellAsync(unknown.Terminal, cancellationToken);
        var transcript = new Transcript(new SecretMask(element.Secrets));
        await using var terminal = new DeviceTerminal(shell, unknown, new TerminalOptions { Encoding = element.Transport.Encoding }, transcript, time);
        try
        {
            await terminal.StartAsync(element.Password, null, cancellationToken);
        }
        catch (OperationCanceledException) when (terminal.Prompt.Length == 0)
        {
            throw new DeviceException(DeviceReason.PromptNotFound,
                $"Logged in to {element.Name}, but it shows no prompt by which its platform could be found. The last line was '{terminal.LastLine}'. Set transport_settings.platform or prompt.");
        }

        if (platforms.All.FirstOrDefault(platform => platform.Signs?.Banner?.IsMatch(terminal.Welcome) == true) is { } shown)
            return new PlatformFinding(shown.Name, "by the text that it shows after login");
        // The prompt's own blank may be lost by trimming; patterns allow both.
        var candidates = platforms.All.Where(platform => platform.Prompt.IsMatch(terminal.LastPrompt) || platform.Prompt.IsMatch(terminal.Prompt)).ToList();
        return await ProbeAsync(element, candidates, async command => Encoding.UTF8.GetString((await terminal.RunAsync(new TerminalCommand(command), null, cancellationToken)).Output))
            ?? NothingFits($"the prompt '{terminal.Prompt}'");
    }

    // Each command once, in the order of the platforms; asked as long as one of them would know its output.
    private static async Task<PlatformFinding?> ProbeAsync(ElementConnection element, IReadOnlyList<Platform> candidates, Func<string, Task<string>> run)
    {
        foreach (var command in candidates.SelectMany(platform => platform.Signs?.Probes ?? []).Select(probe => probe.Command).Distinct())
        {
            var output = (await AskAsync(element, command, run)).Replace("\r\n", "\n");
            output = output[..Math.Min(output.Length, MostRead)];
            foreach (var platform in candidates)
            {
                foreach (var probe in platform.Signs?.Probes ?? [])
                {
                    if (probe.Command == command && probe.Output.Match(output) is { Success: true } match)
                        return new PlatformFinding(platform.Name, $"it answers '{command}' with '{Line(output, match.Index)}'");
                }
            }
        }

        return null;
    }

    private static async Task<string> AskAsync(ElementConnection element, string command, Func<string, Task<string>> run)
    {
        try
        {
            return await run(command);
        }
        catch (OperationCanceledException)
        {
            throw new DeviceException(DeviceReason.DetectionTimeout,
                $"Logged in to {element.Name}, but it did not answer '{command}', by which its platform was to be found, in time. Set transport_settings.platform, or raise transport_settings.connect_timeout_seconds if the device is slow.");
        }
    }

    private static string Line(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        var line = text[at..(end < 0 ? text.Length : end)].Trim();
        return line[..Math.Min(line.Length, 80)];
    }

    private static PlatformFinding NothingFits(string seen) => new(Fallback, $"no platform knows its answers; it has {seen}. Set transport_settings.platform, or describe it in the file of --platforms");

    private static async Task<string> ExecAsync(ISshConnection connection, string command, CancellationToken cancellationToken)
    {
        await using var channel = await connection.ExecAsync(command, cancellationToken);
        var buffer = new byte[16384];
        var text = new StringBuilder();
        while (text.Length < MostRead && await channel.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        return text.ToString();
    }
}
