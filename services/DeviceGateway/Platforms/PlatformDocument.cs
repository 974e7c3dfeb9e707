namespace Flux.DeviceGateway.Platforms;

/// <summary>The shape of platforms.yaml. An unset key is null, so that `extends` knows what to take over.</summary>
internal sealed class PlatformDocument
{
    public Dictionary<string, Entry?> Platforms { get; set; } = [];

    internal sealed class Entry
    {
        public string? Extends { get; set; }
        public string? Title { get; set; }
        public ChannelKind? Channel { get; set; }
        public TerminalEntry? Terminal { get; set; }
        public string? LineEnd { get; set; }
        public string? UsernameSuffix { get; set; }
        public string? Prompt { get; set; }
        public List<string>? Preamble { get; set; }
        public List<AnswerEntry>? Login { get; set; }
        public string? Marker { get; set; }
        public List<string>? Setup { get; set; }
        public PagerEntry? Pager { get; set; }
        public PrivilegedEntry? Privileged { get; set; }
        public ConfigEntry? Config { get; set; }
        public List<string>? Errors { get; set; }
        public DetectEntry? Detect { get; set; }

        public Entry Over(Entry parent) => new()
        {
            Title = Title ?? parent.Title,
            Channel = Channel ?? parent.Channel,
            Terminal = Terminal ?? parent.Terminal,
            LineEnd = LineEnd ?? parent.LineEnd,
            UsernameSuffix = UsernameSuffix ?? parent.UsernameSuffix,
            Prompt = Prompt ?? parent.Prompt,
            Preamble = Preamble ?? parent.Preamble,
            Login = Login ?? parent.Login,
            Marker = Marker ?? parent.Marker,
            Setup = Setup ?? parent.Setup,
            Pager = Pager ?? parent.Pager,
            Privileged = Privileged ?? parent.Privileged,
            Config = Config ?? parent.Config,
            Errors = Errors ?? parent.Errors,
            Detect = Detect, // what tells the parent would tell nothing about this one
        };
    }

    internal sealed class TerminalEntry
    {
        public string Type { get; set; } = "vt100";
        public int Columns { get; set; } = 511;
        public int Rows { get; set; } = 1000;
    }

    internal sealed class AnswerEntry
    {
        public string Question { get; set; } = "";
        public PlatformSecret? Answer { get; set; }
        public string? Text { get; set; }
    }

    internal sealed class PagerEntry
    {
        public List<string> Patterns { get; set; } = [];
        public string Answer { get; set; } = " ";
        public string? End { get; set; }
    }

    internal sealed class PrivilegedEntry
    {
        public string Command { get; set; } = "";
        public string From { get; set; } = "";
        public string? Question { get; set; }
    }

    internal sealed class DetectEntry
    {
        public string? Greeting { get; set; }
        public string? Banner { get; set; }
        public List<ProbeEntry> Probes { get; set; } = [];
    }

    internal sealed class ProbeEntry
    {
        public string Command { get; set; } = "";
        public string Output { get; set; } = "";
    }

    internal sealed class ConfigEntry
    {
        public List<string> Enter { get; set; } = [];
        public string? Prompt { get; set; }
        public List<string> Commit { get; set; } = [];
        public List<string> Leave { get; set; } = [];
        public List<string> Abort { get; set; } = [];
        public List<string> Save { get; set; } = [];
        public string? Show { get; set; }
        public List<string> Volatile { get; set; } = [];
        public TrialEntry? Trial { get; set; }
        public List<AnswerEntry> Answers { get; set; } = [];
    }

    internal sealed class TrialEntry
    {
        public List<string>? Enter { get; set; }
        public List<string>? Commit { get; set; }
        public List<string>? Leave { get; set; }
        public List<string>? Abort { get; set; }
        public bool Stay { get; set; }
        public List<string> Confirm { get; set; } = [];
        public List<string> RollBack { get; set; } = [];
        public List<string> Gone { get; set; } = [];
    }
}
