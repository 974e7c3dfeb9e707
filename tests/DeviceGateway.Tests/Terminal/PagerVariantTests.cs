using System.Text;
using Flux.DeviceGateway.Terminal;
using Flux.DeviceGateway.Tests.Support;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>The pagers of many vendors, on the platforms that must do without knowing the vendor and on their own.</summary>
public sealed class PagerVariantTests
{
    private static readonly string _output = string.Concat(Enumerable.Range(0, 17).Select(i => $"line {i} -- more or less --\r\n"));

    [Theory]
    [InlineData("generic", "--More--(23%)")]
    [InlineData("generic", " -- more --")]
    [InlineData("generic", "---- More ----")]
    [InlineData("generic", "<--- More --->")]
    [InlineData("generic", "---(more 45%)---")]
    [InlineData("generic", "--More or (q)uit--")]
    [InlineData("generic", "-- MORE --, next page: Space, next line: Enter, quit: Control-C")]
    [InlineData("generic", "More: <space>,  Quit: q or CTRL+Z, One line: <return> ")]
    [InlineData("generic", "Press any key to continue (Q to quit)")]
    [InlineData("generic", "Press <SPACE> to continue")]
    [InlineData("generic", "CTRL+C ESC q Quit SPACE n Next Page ENTER Next Entry a All")]
    [InlineData("generic", "\u001b[7m--More--\u001b[m")]
    [InlineData("auto", "--More--(23%)")]
    [InlineData("auto", "-- MORE --, next page: Space, next line: Enter, quit: Control-C")]
    [InlineData("junos", "---(more 45%)---")]
    [InlineData("cisco_ios", " --More-- ")]
    [InlineData("nxos", "--More--")]
    [InlineData("huawei_vrp", "  ---- More ----", "\u001b[42D                                          \u001b[42D", "<r1>")]
    [InlineData("eos", " --More-- ", "\u001b[2K\r")]
    public void RunAsync_PagerInPieces_IsAnsweredAndLeavesNoTrace(string platform, string pager, string? erasure = null, string? prompt = null)
    {
        var time = new VirtualTime();
        time.Run(async () =>
        {
            var next = 0;
            var device = new FakeDevice(prompt ?? (platform == "junos" ? "u@r1> " : "r1# "), () => (next++ % 3) + 1)
            {
                PageLines = 4,
                Pager = (pager, erasure ?? $"\r{new string(' ', pager.Length)}\r"),
                Time = time,
                Answer = (_, line) => line == "show x" ? Encoding.Latin1.GetBytes(_output) : [],
            };
            await using var rig = await TerminalRig.StartAsync(device, platform, options: new TerminalOptions(), time: time);

            Assert.Equal(_output.ReplaceLineEndings("\n"), await rig.RunAsync("show x"));
            Assert.Equal("", await rig.RunAsync("show y"));
        });
    }
}
