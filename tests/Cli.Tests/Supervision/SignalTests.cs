using Flux.Cli.Supervision;

namespace Flux.Cli.Tests.Supervision;

public sealed class SignalTests
{
    [Theory]
    [InlineData(0, "ended with exit code 0")]
    [InlineData(2, "ended with exit code 2")]
    [InlineData(134, "was ended by SIGABRT")]
    [InlineData(137, "was killed by SIGKILL")]
    [InlineData(139, "crashed with SIGSEGV")]
    [InlineData(129, "was ended by signal 1")]
    public void Describe_ExitCode_SaysHowItEnded(int code, string text) => Assert.StartsWith(text, Signal.Describe(code));

    [Fact]
    public void Exists_OwnProcess_IsTrue()
    {
        Assert.True(Signal.Exists(Environment.ProcessId));
        Assert.False(Signal.Exists(999_999_999));
    }
}
