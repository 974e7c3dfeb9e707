using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>However a device's bytes are cut, and whatever they hold, the output is the same to the byte.</summary>
public sealed partial class DeviceTerminalPropertyTests
{
    // Everything that ever fooled an expect-like program. Backspaces are left out: only pagers send them.
    private static readonly string[] _tokens =
    [
        "interface eth0", " ", "\r\n", "\r\n", "\r\n", "\n", "\r\r\n", "50%\r60%", " --More-- ", "--More--", "\u001b[32mgreen\u001b[0m",
        "\u001b]0;title\a", "\u001b[?2004h", "\0", "\u00ff\u00fe", "show x", "Password: ", "% usage", "é",
    ];

    // Without echo nothing tells a prompt inside an output from the one behind it, so these need echo.
    private static readonly string[] _prompts = ["r1# ", "r1#", "r1(config)# ", "other> ", "#", ">", "r1# show x", "r1# \r\n"];

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 3)]
    [InlineData(false, 0)]
    [InlineData(false, 2)]
    public void RunAsync_AnyOutputCutAnyhow_IsExact(bool echo, int pageLines)
    {
        var schedules =
            from tokens in Gen.Elements(echo ? [.. _tokens, .. _prompts] : _tokens).ListOf().Select(list => list.Take(40).ToArray())
            from cuts in Gen.Frequency((3, Gen.Constant(1)), (2, Gen.Choose(1, 7)), (1, Gen.Choose(1, 200))).ArrayOf(16)
            select (Content: string.Concat(tokens), Cuts: cuts);

        Prop.ForAll(schedules.ToArbitrary(), schedule => Check(schedule.Content, schedule.Cuts, echo, pageLines).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(250));
    }

    private static async Task Check(string content, int[] cuts, bool echo, int pageLines)
    {
        var next = 0;
        var device = new FakeDevice(cut: () => cuts[next++ % cuts.Length])
        {
            Echo = echo,
            PageLines = pageLines,
            Answer = (_, line) => line == "show x" ? Encoding.Latin1.GetBytes(content) : [],
        };
        await using var rig = await TerminalRig.StartAsync(device);
        var streamed = new List<byte>();

        var outcome = await rig.OutcomeAsync("show x", piece =>
        {
            streamed.AddRange(piece.ToArray());
            return default;
        });
        var after = await rig.RunAsync("show y");

        Assert.Equal(Expected(content), Encoding.Latin1.GetString(outcome.Output));
        Assert.Equal(outcome.Output, streamed);
        Assert.Equal("", after);
    }

    internal static string Expected(string content)
    {
        var plain = Sequences().Replace(content, "");
        return LineStart().Replace(LineEnd().Replace(plain, "\n"), "");
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[@-~]|\x1b\][^\a]*\a")]
    private static partial Regex Sequences();

    [GeneratedRegex(@"\r+\n")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"(?<=^|\n)\r+")]
    private static partial Regex LineStart();
}
