using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Sessions;

namespace Flux.DeviceGateway.Configuring;

/// <summary>Changes configurations: dry run, snapshots around the push, trial and its confirmation.</summary>
internal sealed class ConfigChanger(IConfigurationArchive archive, TrialEnder trials, TrialRegistry registry, TimeProvider time, ILogger<ConfigChanger> logger)
{
    /// <summary>The lines that would be sent; with a snapshot also what somebody changed since the stored one.</summary>
    public async Task<ConfigOutcome> DryRunAsync(DeviceSession session, ConfigRequest request, CancellationToken cancellationToken)
    {
        var plan = Plan(session, request);
        if (!request.Snapshot)
            return new ConfigOutcome(plan.Lines, "", null, null, null);
        using var turn = await session.TakeTurnAsync(cancellationToken);
        var now = await RunningConfiguration.ReadAsync(session, turn, plan.Mode, cancellationToken);
        var stored = await archive.LatestAsync(session.Element.Id, cancellationToken);
        return new ConfigOutcome(plan.Lines, "", new ConfigComparison(stored, 0, 0, await DriftAsync(session, stored, now, cancellationToken), ""), null, null);
    }

    /// <exception cref="DeviceException">COMMAND_REJECTED, CONFIG_STATE_UNKNOWN, CONFIG_NOT_CONFIRMED, UNSUPPORTED_BY_PLATFORM; before the first line any reason of a command.</exception>
    public async Task<ConfigOutcome> RunAsync(DeviceSession session, ConfigRequest request, CancellationToken cancellationToken)
    {
        var plan = Plan(session, request);
        using var turn = await session.TakeTurnAsync(cancellationToken);
        var before = request.Snapshot ? await BeforeAsync(session, turn, plan, cancellationToken) : null;
        var trial = Trial(session, plan);
        var push = new ConfigPush(session, turn, plan.Mode);
        session.Pushes++;
        try
        {
            await push.RunAsync(plan, cancellationToken);
        }
        catch (DeviceException error) when (error.Reason == DeviceReason.CommandRejected && before is not null)
        {
            var (after, _) = await AfterAsync(session, turn, plan, before, cancellationToken);
            error.Facts["before_revision"] = $"{before.BeforeRevision}";
            error.Facts["after_revision"] = $"{after.AfterRevision}";
            throw;
        }

        if (trial is not null)
            registry.Add(session.Element.Id, trial);
        Log.ConfigPushed(logger, session.Element.Name, request.Lines.Count, trial is null ? "for good" : "on trial");
        if (trial is null || !request.AutoConfirm)
        {
            var (snapshot, warning) = await AfterAsync(session, turn, plan, before, cancellationToken, stillInMode: trial is { Bound: true });
            return new ConfigOutcome(push.Sent, push.Output, snapshot, trial, warning);
        }

        var ended = await trials.ConfirmAfterLoginAsync(session, turn, trial, request.Save, cancellationToken);
        var (confirmed, problem) = await AfterAsync(session, turn, plan, before, cancellationToken);
        return new ConfigOutcome([.. push.Sent, .. ended.Sent], push.Output + ended.Output, confirmed, null, problem);
    }

    private static ConfigPlan Plan(DeviceSession session, ConfigRequest request) =>
        ConfigPlan.Create(session.Platform, request, $"{session.Id}/{session.Pushes}/{string.Join('\n', request.Lines)}");

    private ConfigTrial? Trial(DeviceSession session, ConfigPlan plan) => plan is { Trial: { } mode, TrialTime: { } length }
        ? new ConfigTrial(plan.TrialId, length, time.GetUtcNow() + length, session.Id, mode.Stay)
        : null;

    private async Task<ConfigComparison> BeforeAsync(DeviceSession session, SessionTurn turn, ConfigPlan plan, CancellationToken cancellationToken)
    {
        var text = await RunningConfiguration.ReadAsync(session, turn, plan.Mode, cancellationToken);
        var stored = await archive.LatestAsync(session.Element.Id, cancellationToken);
        var drift = await DriftAsync(session, stored, text, cancellationToken);
        return new ConfigComparison(stored, await archive.SaveAsync(session.Element.Id, text, session.Purpose, cancellationToken), 0, drift, "");
    }

    // The change is in effect: whatever fails from here on must not look as if it were not.
    private async Task<(ConfigComparison Snapshot, string? Warning)> AfterAsync(
        DeviceSession session, SessionTurn turn, ConfigPlan plan, ConfigComparison? before, CancellationToken cancellationToken, bool stillInMode = false)
    {
        if (before is null)
            return (null!, null);
        if (stillInMode)
            return (before, "The configuration after the change was not read: the session stays in the configuration mode until the trial is confirmed.");
        try
        {
            var text = await RunningConfiguration.ReadAsync(session, turn, plan.Mode, cancellationToken);
            var change = await archive.DiffAsync(session.Element.Id, before.BeforeRevision, text, cancellationToken);
            return (before with { AfterRevision = await archive.SaveAsync(session.Element.Id, text, session.Purpose, cancellationToken), Change = change }, null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.SnapshotFailed(logger, session.Element.Name, session.Mask.Apply(error.Message));
            return (before, $"The change is in effect, but the configuration after it is not stored: {session.Mask.Apply(error.Message)}");
        }
    }

    private async Task<string> DriftAsync(DeviceSession session, long stored, string text, CancellationToken cancellationToken) =>
        stored == 0 ? "" : await archive.DiffAsync(session.Element.Id, stored, text, cancellationToken);
}
