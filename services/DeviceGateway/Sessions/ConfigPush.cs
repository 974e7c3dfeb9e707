using System.Buffers;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Sessions;

/// <summary>Pushes configuration lines: enter the mode, the lines, commit, leave, save; stops at the first rejected line.</summary>
internal sealed class ConfigPush(DeviceSession session)
{
    private readonly List<string> _sent = [];
    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>Every line that was sent so far.</summary>
    public IReadOnlyList<string> Sent => _sent;

    /// <summary>What the device answered so far.</summary>
    public string Output => OutputText.From(_output.WrittenSpan, session.Element.Transport.Encoding);

    /// <summary>Every line that a push would send, in order.</summary>
    public static IReadOnlyList<string> Plan(Platform platform, IReadOnlyList<string> lines, bool save)
    {
        var mode = Mode(platform, save);
        return [.. mode.Enter, .. lines, .. mode.Commit, .. mode.Leave, .. save ? mode.Save : []];
    }

    /// <exception cref="DeviceException">
    /// COMMAND_REJECTED: a line was rejected and the mode left without saving; the message says which lines took effect.
    /// CONFIG_STATE_UNKNOWN: the connection broke on the way. UNSUPPORTED_BY_PLATFORM.
    /// </exception>
    public async Task RunAsync(IReadOnlyList<string> lines, bool save, CancellationToken cancellationToken)
    {
        var mode = Mode(session.Platform, save);
        var answers = DeviceTerminal.Answers(mode.Answers, session.Element.Password, session.Element.ElevatedPassword, repeats: true);
        try
        {
            foreach (var command in mode.Enter)
                await SendAsync(command, answers, mode, lines.Count, "enter the configuration mode", cancellationToken);
            if (mode.Prompt is { } prompt && !prompt.IsMatch(session.LastPrompt))
                throw Rejected(session.LastPrompt.Trim(), $"The device did not enter the configuration mode; its prompt is '{session.LastPrompt.Trim()}'. The account may lack the right, or the element needs elevated_priv_password.");
            for (var i = 0; i < lines.Count; i++)
                await SendAsync(lines[i], answers, mode, lines.Count, $"line {i + 1} of {lines.Count}", cancellationToken);
            foreach (var command in mode.Commit)
                await SendAsync(command, answers, mode, lines.Count, "commit", cancellationToken);
            foreach (var command in mode.Leave)
                await SendAsync(command, answers, mode, lines.Count, "leave the configuration mode", cancellationToken);
            foreach (var command in save ? mode.Save : [])
                await SendAsync(command, answers, mode, lines.Count, "save", cancellationToken);
        }
        catch (Exception error) when (_sent.Count > mode.Enter.Count && error is OperationCanceledException or DeviceException { Reason: DeviceReason.ConnectionLost or DeviceReason.CommandTimeout or DeviceReason.OutputTooLarge })
        {
            throw new DeviceException(DeviceReason.ConfigStateUnknown,
                $"The push to {session.Element.Name} broke off after '{session.Mask.Apply(_sent[^1])}' ({error.Message}). The device may be changed or not: read its configuration before you try again.", error);
        }
    }

    private static ConfigMode Mode(Platform platform, bool save)
    {
        if (platform.Config is not { } mode)
            throw new DeviceException(DeviceReason.UnsupportedByPlatform, $"The platform '{platform.Name}' has no configuration mode. Send the lines as commands, or give it a `config` in the file of --platforms.");
        if (save && mode.Save.Count == 0 && mode.Commit.Count == 0 && mode.Enter.Count > 0)
            throw new DeviceException(DeviceReason.UnsupportedByPlatform, $"The platform '{platform.Name}' has no command to save with. Send without `save`.");
        return mode;
    }

    private async Task SendAsync(string line, IReadOnlyList<TerminalAnswer> answers, ConfigMode mode, int count, string what, CancellationToken cancellationToken)
    {
        _sent.Add(line);
        var outcome = await session.RunAsync(new TerminalCommand(line, answers), null, null, cancellationToken);
        _output.Write(outcome.Output);
        if (outcome.Error is not { } complaint)
            return;
        // Out of the mode before the error: the session must not stay where the next command means something else.
        foreach (var command in mode.Abort)
        {
            _sent.Add(command);
            _output.Write((await session.RunAsync(new TerminalCommand(command, answers), null, null, cancellationToken)).Output);
        }

        var effect = mode.Commit.Count > 0 ? "nothing was committed" : "the lines before it are in effect";
        throw Rejected(complaint, $"{session.Element.Name} rejected '{session.Mask.Apply(line)}' ({what}): {complaint}; {(count > 0 ? effect + ", and nothing was saved" : "nothing was sent")}.");
    }

    private static DeviceException Rejected(string complaint, string message) => new(DeviceReason.CommandRejected, message) { Facts = { ["device_error"] = complaint } };
}
