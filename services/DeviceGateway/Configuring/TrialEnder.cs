using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Sessions;

namespace Flux.DeviceGateway.Configuring;

/// <summary>Confirms trials, or takes them back.</summary>
internal sealed class TrialEnder(SessionOpener opener, TrialRegistry registry, TimeProvider time)
{
    /// <summary>Ends a trial because a caller says so.</summary>
    /// <exception cref="DeviceException">NOTHING_TO_CONFIRM, UNSUPPORTED_BY_PLATFORM, COMMAND_REJECTED, CONFIG_STATE_UNKNOWN.</exception>
    public async Task<ConfigOutcome> EndAsync(DeviceSession session, string trialId, bool rollBack, bool save, CancellationToken cancellationToken)
    {
        var (mode, trial) = Mode(session);
        if (rollBack && trial.RollBack.Count == 0)
            throw ConfigPlan.Unsupported(session.Platform, "cannot be told to take a change back before its time. Do not confirm it, and wait.");
        var known = registry.Find(session.Element.Id, trialId);
        if (known is null ? trial.Stay : trial.Stay && known.SessionId != session.Id)
            throw Nothing($"{session.Element.Name} knows the trial only in the session that made it. When that is closed, the device takes the change back.");
        if (known is not null && registry.IsOver(known))
            throw Nothing($"The trial was over at {known.ExpireTime:u}; {session.Element.Name} has taken the change back. Read its configuration.");
        using var turn = await session.TakeTurnAsync(cancellationToken);
        return await EndAsync(session, turn, mode, trialId, rollBack ? trial.RollBack : trial.Confirm, save && !rollBack, cancellationToken);
    }

    /// <summary>Confirms when a login of its own works: a change that locks everybody out is not confirmed.</summary>
    /// <exception cref="DeviceException">CONFIG_NOT_CONFIRMED; and those of confirming.</exception>
    public async Task<ConfigOutcome> ConfirmAfterLoginAsync(DeviceSession session, SessionTurn turn, ConfigTrial trial, bool save, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(trial.Time, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await using var check = await opener.OpenAsync(session.Element.Id, null, both.Token, limited: false); // its own session holds the place
        }
        catch (Exception error) when (error is DeviceException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new DeviceException(DeviceReason.ConfigNotConfirmed,
                $"After the change no login to {session.Element.Name} worked ({error.Message}), so it was not confirmed: the device takes it back by itself at {trial.ExpireTime:u}.", error)
            {
                Facts = { ["trial_id"] = trial.Id, ["expire_time"] = trial.ExpireTime.ToString("O"), ["cause"] = (error as DeviceException)?.Reason ?? DeviceReason.ConnectTimeout },
            };
        }

        var (mode, kind) = Mode(session);
        return await EndAsync(session, turn, mode, trial.Id, kind.Confirm, save, cancellationToken);
    }

    private async Task<ConfigOutcome> EndAsync(DeviceSession session, SessionTurn turn, ConfigMode mode, string trialId, IReadOnlyList<string> commands, bool save, CancellationToken cancellationToken)
    {
        var push = new ConfigPush(session, turn, mode);
        await push.EndTrialAsync([.. commands.Select(command => ConfigTrial.Fill(command, trialId, default)), .. save ? mode.Save : []], cancellationToken);
        registry.Remove(session.Element.Id, trialId);
        return new ConfigOutcome(push.Sent, push.Output, null, null, null);
    }

    private static (ConfigMode Mode, TrialMode Trial) Mode(DeviceSession session) => session.Platform.Config is { Trial: { } trial } mode
        ? (mode, trial)
        : throw ConfigPlan.Unsupported(session.Platform, "has no trial to confirm.");

    private static DeviceException Nothing(string message) => new(DeviceReason.NothingToConfirm, message);
}
