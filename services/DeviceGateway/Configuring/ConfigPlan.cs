using System.Security.Cryptography;
using System.Text;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;

namespace Flux.DeviceGateway.Configuring;

/// <summary>Every line that a push sends, made before the first one is sent: a dry run shows just this.</summary>
internal sealed record ConfigPlan(Platform Platform, ConfigMode Mode, IReadOnlyList<ConfigStep> Steps, IReadOnlyList<string> Abort, string TrialId, TimeSpan? TrialTime)
{
    public IReadOnlyList<string> Lines => [.. Steps.Select(step => step.Line)];

    /// <summary>Typed lines take effect at once; there is nothing to commit.</summary>
    public bool Immediate => !Steps.Any(step => step.Phase == ConfigPhase.Commit);

    public TrialMode? Trial => TrialTime is null ? null : Mode.Trial;

    /// <param name="platform">The device's platform.</param>
    /// <param name="request">What to push.</param>
    /// <param name="key">Different for each push; the trial's id comes from it, so that a dry run shows the id of the push that follows.</param>
    /// <exception cref="DeviceException">UNSUPPORTED_BY_PLATFORM.</exception>
    public static ConfigPlan Create(Platform platform, ConfigRequest request, string key)
    {
        if (platform.Config is not { } mode)
            throw Unsupported(platform, "has no configuration mode. Send the lines as commands, or give it a `config` in the file of --platforms.");
        if (request.Save && mode.Save.Count == 0 && mode.Commit.Count == 0 && mode.Enter.Count > 0)
            throw Unsupported(platform, "has no command to save with. Send without `save`.");
        if (request.Snapshot && mode.Show is null)
            throw Unsupported(platform, "has no command that shows its configuration. Send without `snapshot`, or give it a `config.show` in the file of --platforms.");
        if (request.TrialTime is not null && mode.Trial is null)
            throw Unsupported(platform, "cannot take a change back by itself. Send without `confirm_timeout`.");
        var minutes = request.TrialTime is { } time ? TimeSpan.FromMinutes(Math.Ceiling(time.TotalMinutes)) : (TimeSpan?)null;
        var trial = minutes is null ? null : mode.Trial;
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 8));
        var steps = Commands(ConfigPhase.Enter, trial?.Enter ?? mode.Enter, "enter the configuration mode")
            .Concat(request.Lines.Select((line, i) => new ConfigStep(ConfigPhase.Line, line, $"line {i + 1} of {request.Lines.Count}")))
            .Concat(Commands(ConfigPhase.Commit, trial?.Commit ?? mode.Commit, "commit"))
            .Concat(trial is { Stay: true } ? [] : Commands(ConfigPhase.Leave, trial?.Leave ?? mode.Leave, "leave the configuration mode"))
            .Concat(request.Save && trial is null ? Commands(ConfigPhase.Save, mode.Save, "save") : []);
        return new ConfigPlan(platform, mode, [.. steps], [.. (trial?.Abort ?? mode.Abort).Select(Fill)], id, minutes);

        string Fill(string command) => ConfigTrial.Fill(command, id, minutes ?? default);

        IEnumerable<ConfigStep> Commands(ConfigPhase phase, IReadOnlyList<string> commands, string what) =>
            commands.Select(command => new ConfigStep(phase, Fill(command), what));
    }

    public static DeviceException Unsupported(Platform platform, string why) => new(DeviceReason.UnsupportedByPlatform, $"The platform '{platform.Name}' {why}");
}
