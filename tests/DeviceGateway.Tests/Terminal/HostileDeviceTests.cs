using System.Globalization;
using System.Text;
using Flux.DeviceGateway.Terminal;
using Flux.DeviceGateway.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>
/// Devices that combine everything that ever fooled an expect-like program, in virtual time; the output of every command is exact to
/// the byte. All conditions occur with all others, but for what nobody can decide (docs/devices.md). 1 000 schedules, or as many as
/// FLUX_HOSTILE_SCHEDULES says.
/// </summary>
public sealed class HostileDeviceTests
{
    private const string Renamed = "core9# ";
    private static readonly string[] _lines = ["interface eth0\r\n", "  value: 50%\n", "\r\r\n", "no line end here, but one follows\r\n", "é \0 \u00ff\u00fe\r\n"];
    private static readonly string[] _logs = ["*Mar  1 00:01:02: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up\r\n", "%SYS-5-CONFIG_I: Configured from console\r\n"];
    private static readonly string[] _colours = ["\u001b[32mgreen\u001b[0m\r\n", "\u001b]0;title\a\u001b[?2004hline\r\n"];
    private static readonly string[] _prompts = ["r1# \r\n", "r1# show x\r\n", "r1(config)# \r\n", "other> \r\n", "#\r\n"];

    [Fact]
    public void RunAsync_HostileDevices_OutputIsExactAndEachConditionWasMet()
    {
        var seen = Conditions.All.ToDictionary(name => name, _ => 0);
        var count = int.TryParse(Environment.GetEnvironmentVariable("FLUX_HOSTILE_SCHEDULES"), NumberStyles.None, CultureInfo.InvariantCulture, out var wished) ? wished : 1000;
        var schedules = from seed in Gen.Choose(0, int.MaxValue) select new Random(seed);

        Prop.ForAll(schedules.ToArbitrary(), random =>
        {
            var chosen = Conditions.Choose(random);
            foreach (var name in chosen)
                seen[name]++;
            try
            {
                var time = new VirtualTime();
                time.Run(() => CheckAsync(chosen, random, time));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"with {string.Join(", ", chosen)}: {error.Message}", error);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));

        Assert.All(seen, condition => Assert.True(condition.Value > count / 100, $"'{condition.Key}' was generated {condition.Value} times"));
    }

    private static async Task CheckAsync(HashSet<string> chosen, Random random, TimeProvider time)
    {
        var tokens = new List<string>(_lines);
        if (chosen.Contains(Conditions.Syslog))
            tokens.AddRange(_logs);
        if (chosen.Contains(Conditions.Colours))
            tokens.AddRange(_colours);
        if (chosen.Contains(Conditions.PromptsInside))
            tokens.AddRange(_prompts);
        var content = string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => tokens[random.Next(tokens.Count)]));
        if (chosen.Contains(Conditions.LineEnds))
            content = content.Replace("\r\n", random.Next(2) == 0 ? "\r\r\n" : "\n", StringComparison.Ordinal);
        // The last line may lack its end; without an echo a prompt there cannot be told from the one behind it.
        if (random.Next(4) == 0)
            content += chosen.Contains(Conditions.PromptsInside) && !chosen.Contains(Conditions.NoEcho) ? "r1# " : "no line end";
        var banner = chosen.Contains(Conditions.Banner) ? string.Concat(Enumerable.Repeat("notice: r1# login> 100% #\r\n", 65536 / 27)) : "";
        var device = new FakeDevice(cut: chosen.Contains(Conditions.OneByte) ? () => 1 : () => random.Next(1, 400), banner: banner)
        {
            Echo = !chosen.Contains(Conditions.NoEcho),
            PageLines = chosen.Contains(Conditions.Pager) ? random.Next(2, 6) : 0,
            Delay = chosen.Contains(Conditions.Delays) ? () => random.Next(3) == 0 ? TimeSpan.FromMilliseconds(random.Next(0, 1001)) : TimeSpan.Zero : null,
            Time = time,
            Answer = (self, line) =>
            {
                self.Prompt = line is "hostname core9" or "load factory-defaults" ? Renamed : self.Prompt;
                return line == "show x" ? Encoding.Latin1.GetBytes(content) : [];
            },
        };
        await using var rig = await TerminalRig.StartAsync(device, options: new TerminalOptions(), time: time);

        var rename = random.Next(2) == 0 ? "hostname core9" : "load factory-defaults"; // the new name in the command, or not
        for (var i = 0; i < 3; i++)
        {
            // Without an echo nothing tells a log line before the output from the output.
            if (chosen.Contains(Conditions.Syslog) && device.Echo && i > 0)
                device.Send(Encoding.Latin1.GetBytes("\r\n" + _logs[0] + device.Prompt)); // while nobody reads
            Assert.Equal(DeviceTerminalPropertyTests.Expected(content), await rig.RunAsync("show x"));
            if (i > 0 || !chosen.Contains(Conditions.Rename))
                continue;
            Assert.Equal("", await rig.RunAsync(rename));
            Assert.Equal(Renamed, rig.Terminal.LastPrompt);
        }
    }

    /// <summary>The conditions that research lists, by name.</summary>
    private static class Conditions
    {
        public const string OneByte = "1-byte pieces";
        public const string Delays = "delays up to 1 000 ms";
        public const string Syslog = "syslog lines in the output and before the echo";
        public const string Colours = "ANSI sequences";
        public const string Pager = "pager";
        public const string NoEcho = "echo off";
        public const string Rename = "hostname changes";
        public const string Banner = "64 KiB banner";
        public const string PromptsInside = "prompts inside output";
        public const string LineEnds = "CR and CRLF mixed";

        public static readonly string[] All = [OneByte, Delays, Syslog, Colours, Pager, NoEcho, Rename, Banner, PromptsInside, LineEnds];

        public static HashSet<string> Choose(Random random)
        {
            var chosen = All.Where(name => random.Next(name == Banner ? 20 : 3) == 0).ToHashSet();
            if (chosen.Contains(Banner) && random.Next(8) > 0)
                chosen.Remove(OneByte); // both together, 65 536 reads a schedule, seldom: they would be most of the time of all
            return chosen;
        }
    }
}
