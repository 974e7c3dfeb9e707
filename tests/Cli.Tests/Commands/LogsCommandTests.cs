using Flux.Cli.Commands;
using Flux.Cli.Output;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;

namespace Flux.Cli.Tests.Commands;

/// <summary>What scripts and devices say reaches a person's terminal as text and nothing else.</summary>
public sealed class LogsCommandTests
{
    [Fact]
    public void Plain_MessageOfSeveralLines_LooksLikeNoOtherElementsLine()
    {
        var line = new LogLine { Level = LogLevel.Info, ElementName = "r1", Message = "done\r\n2026-11-21 10:00:00.000  error   r2  lost\n" };

        Assert.EndsWith("done\n    | 2026-11-21 10:00:00.000  error   r2  lost", LogsCommand.Plain(line));
    }

    [Theory]
    [InlineData("plain\ttext\nof two lines", "plain\ttext\nof two lines")]
    [InlineData("\e[2J\e]52;c;eA==\a", "\u241B[2J\u241B]52;c;eA==\u2407")]
    [InlineData("a\rb\0\u007f\u009b", "a\nb\u2400\u2421\uFFFD")]
    public void SafeText_ControlCharacters_AreShownInsteadOfObeyed(string text, string shown) => Assert.Equal(shown, SafeText.Of(text));
}
