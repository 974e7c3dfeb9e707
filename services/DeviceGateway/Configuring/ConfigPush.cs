using System.Buffers;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Sessions;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Configuring;

/// <summary>Types configuration commands into a session, and knows at each moment what that means for the device.</summary>
internal sealed class ConfigPush(DeviceSession session, SessionTurn turn, ConfigMode mode)
{
    private readonly List<string> _sent = [];
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly IReadOnlyList<TerminalAnswer> _answers = DeviceTerminal.Answers(mode.Answers, session.Element.Password, session.Element.ElevatedPassword, repeats: true);
    private bool _mayHaveChanged;
    private bool _committed;

    /// <summary>Every line that was sent so far.</summary>
    public IReadOnlyList<string> Sent => _sent;

    /// <summary>What the device answered so far.</summary>
    public string Output => OutputText.From(_output.WrittenSpan, session.Element.Transport.Encoding);

    /// <summary>Enter the mode, the lines, commit, leave, save; stops at the first rejected line.</summary>
    /// <exception cref="DeviceException">
    /// COMMAND_REJECTED: a line was rejected and the mode left without saving; the message says which lines took effect.
    /// CONFIG_STATE_UNKNOWN: the push broke off after the first line went out. Before that: the reason of the break itself.
    /// </exception>
    public async Task RunAsync(ConfigPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var step in plan.Steps)
            {
                _mayHaveChanged |= step.Phase != ConfigPhase.Enter;
                if (await SendAsync(step.Line, cancellationToken) is { } complaint)
                    throw await RejectAsync(plan, step, complaint, cancellationToken);
                _committed |= step.Phase == ConfigPhase.Commit;
                if (step.Phase == ConfigPhase.Enter && plan.Steps.Skip(_sent.Count).FirstOrDefault()?.Phase != ConfigPhase.Enter)
                    await EnsureModeAsync(plan, cancellationToken);
            }
        }
        catch (Exception error) when (_mayHaveChanged && !IsAnswer(error))
        {
            throw Unknown(error, plan);
        }
    }

    /// <summary>Sends commands that end a trial.</summary>
    /// <exception cref="DeviceException">NOTHING_TO_CONFIRM, COMMAND_REJECTED, CONFIG_STATE_UNKNOWN.</exception>
    public async Task EndTrialAsync(IEnumerable<string> commands, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var command in commands)
            {
                _mayHaveChanged = true;
                if (await SendAsync(command, cancellationToken) is not { } complaint)
                    continue;
                throw mode.Trial!.Gone.Any(gone => gone.IsMatch(complaint))
                    ? session.Mask.Apply(new DeviceException(DeviceReason.NothingToConfirm, $"{session.Element.Name} has no such trial any more: {complaint}. It has taken the change back; read its configuration.") { Facts = { ["device_error"] = complaint } })
                    : Rejected(complaint, $"{session.Element.Name} rejected '{command}': {complaint}. Unless it is confirmed in time, the device takes the change back.");
            }
        }
        catch (Exception error) when (_mayHaveChanged && !IsAnswer(error))
        {
            throw Unknown(error, plan: null);
        }
    }

    private static bool IsAnswer(Exception error) => error is DeviceException { Reason: DeviceReason.CommandRejected or DeviceReason.NothingToConfirm };

    // The complaint of the device, null when it has none.
    private async Task<string?> SendAsync(string line, CancellationToken cancellationToken)
    {
        _sent.Add(line);
        var outcome = await turn.RunAsync(new TerminalCommand(line, _answers), null, null, cancellationToken);
        _output.Write(outcome.Output);
        return outcome.Error;
    }

    private async Task EnsureModeAsync(ConfigPlan plan, CancellationToken cancellationToken)
    {
        if (mode.Prompt is not { } prompt || prompt.IsMatch(session.LastPrompt))
            return;
        await AbortAsync(plan, cancellationToken);
        var shown = session.LastPrompt.Trim();
        throw Rejected(shown, $"{session.Element.Name} did not enter the configuration mode; its prompt is '{shown}'. The account may lack the right, or the element needs elevated_priv_password. Nothing was sent.");
    }

    private async Task<DeviceException> RejectAsync(ConfigPlan plan, ConfigStep step, string complaint, CancellationToken cancellationToken)
    {
        await AbortAsync(plan, cancellationToken);
        var effect = (step.Phase, _committed || plan.Immediate) switch
        {
            (ConfigPhase.Enter, _) => "nothing was sent",
            (_, false) => "nothing was committed, and nothing was saved",
            _ when plan.Trial is not null => "the device takes back what took effect",
            (ConfigPhase.Line, true) => "the lines before it are in effect, and nothing was saved",
            _ => "all lines are in effect, and nothing was saved",
        };
        return Rejected(complaint, $"{session.Element.Name} rejected '{step.Line}' ({step.What}): {complaint}; {effect}.");
    }

    // Out of the mode before the error: the session must not stay where the next command means something else.
    private async Task AbortAsync(ConfigPlan plan, CancellationToken cancellationToken)
    {
        foreach (var command in plan.Abort)
            await SendAsync(command, cancellationToken);
    }

    private DeviceException Unknown(Exception error, ConfigPlan? plan) => session.Mask.Apply(new DeviceException(DeviceReason.ConfigStateUnknown,
        $"The push to {session.Element.Name} broke off after '{_sent[^1]}' ({error.Message}). The device may be changed or not: read its configuration before you try again."
        + (plan?.Trial is null ? "" : " If the change took effect, the device takes it back by itself."))
    {
        Facts = { ["last_line"] = _sent[^1], ["lines_sent"] = $"{_sent.Count}" },
    });

    private DeviceException Rejected(string complaint, string message) => session.Mask.Apply(new DeviceException(DeviceReason.CommandRejected, message) { Facts = { ["device_error"] = complaint } });
}
