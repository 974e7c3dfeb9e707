using System.Text.RegularExpressions;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Platforms;

/// <summary>Turns one entry of platforms.yaml into a <see cref="Platform"/>, collecting every fault in it.</summary>
internal sealed class PlatformBuilder(string name, PlatformDocument.Entry entry, List<string> faults)
{
    /// <summary>
    /// For one match. Patterns see a few hundred characters; one that needs this long would hang a session. By the clock: a busy
    /// machine may take the processor away from a match for a good part of a second.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public Platform Build() => new()
    {
        Name = name,
        Title = entry.Title ?? name,
        Channel = entry.Channel ?? ChannelKind.Shell,
        Terminal = new TerminalSize(entry.Terminal?.Type ?? "vt100", entry.Terminal?.Columns ?? 511, entry.Terminal?.Rows ?? 1000),
        LineEnd = entry.LineEnd ?? "\r",
        UsernameSuffix = entry.UsernameSuffix ?? "",
        Prompt = Pattern("prompt", entry.Prompt ?? ""),
        Preamble = Patterns("preamble", entry.Preamble),
        Login = Answers("login", entry.Login),
        Marker = entry.Marker,
        Setup = entry.Setup ?? [],
        Pager = Patterns("pager.patterns", entry.Pager?.Patterns),
        PagerAnswer = entry.Pager?.Answer ?? " ",
        PagerEnd = entry.Pager?.End is { } end ? Pattern("pager.end", end) : null,
        Privileged = entry.Privileged is { } step
            ? new PrivilegedStep(step.Command, Pattern("privileged.from", step.From), step.Question is { } question ? Pattern("privileged.question", question) : null)
            : null,
        Config = entry.Config is { } config ? Config(config) : null,
        Signs = entry.Detect is { } detect ? Signs(detect) : null,
        Errors = Patterns("errors", entry.Errors),
    };

    private PlatformSigns Signs(PlatformDocument.DetectEntry detect) => new()
    {
        Greeting = detect.Greeting is { } greeting ? Pattern("detect.greeting", greeting, RegexOptions.Multiline) : null,
        Banner = detect.Banner is { } banner ? Pattern("detect.banner", banner, RegexOptions.Multiline) : null,
        Probes = [.. detect.Probes.Select(probe => new PlatformProbe(probe.Command, Pattern("detect.probes", probe.Output, RegexOptions.Multiline)))],
    };

    private ConfigMode Config(PlatformDocument.ConfigEntry config) => new()
    {
        Enter = config.Enter,
        Prompt = config.Prompt is { } prompt ? Pattern("config.prompt", prompt) : null,
        Commit = config.Commit,
        Leave = config.Leave,
        Abort = config.Abort,
        Save = config.Save,
        Show = config.Show,
        Volatile = Patterns("config.volatile", config.Volatile),
        Trial = config.Trial is { } trial ? Trial(config, trial) : null,
        Answers = Answers("config.answers", config.Answers),
    };

    private TrialMode Trial(PlatformDocument.ConfigEntry config, PlatformDocument.TrialEntry trial)
    {
        if (trial.Confirm.Count == 0)
            faults.Add($"platforms.{name}.config.trial.confirm is missing");
        return new TrialMode
        {
            Enter = trial.Enter ?? config.Enter,
            Commit = trial.Commit ?? config.Commit,
            Leave = trial.Leave ?? config.Leave,
            Abort = trial.Abort ?? config.Abort,
            Stay = trial.Stay,
            Confirm = trial.Confirm,
            RollBack = trial.RollBack,
            Gone = Patterns("config.trial.gone", trial.Gone),
        };
    }

    private PlatformAnswer[] Answers(string key, List<PlatformDocument.AnswerEntry>? answers)
    {
        foreach (var answer in answers ?? [])
        {
            if (answer.Answer is null == answer.Text is null)
                faults.Add($"platforms.{name}.{key}: each answer needs exactly one of `answer` (password or elevated_password) and `text`");
        }

        return [.. (answers ?? []).Select(answer => new PlatformAnswer(Pattern(key, answer.Question), answer.Answer, answer.Text ?? ""))];
    }

    private Regex[] Patterns(string key, List<string>? patterns) => [.. (patterns ?? []).Select(pattern => Pattern(key, pattern))];

    private Regex Pattern(string key, string pattern, RegexOptions options = RegexOptions.None)
    {
        if (pattern.Length == 0)
            faults.Add($"platforms.{name}.{key} is missing");
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | options, Patience);
        }
        catch (ArgumentException error)
        {
            faults.Add($"platforms.{name}.{key}: {error.Message}");
            return new Regex("$^");
        }
    }
}
