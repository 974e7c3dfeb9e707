using Flux.Cli.Supervision;
using Flux.Lab;

namespace Flux.Cli.Tests.Supervision;

public sealed class SuiteRecordTests
{
    private static readonly Dictionary<string, string> _addresses = new() { ["flux-flow"] = "http://127.0.0.1:7103" };

    [Fact]
    public void Find_RunningSuite_IsFound()
    {
        using var directory = new TempDirectory();
        new SuiteRecord(Environment.ProcessId, _addresses).Write(directory.Path);
        Assert.Equal(_addresses, SuiteRecord.Find(directory.Path)!.Addresses);
        SuiteRecord.Remove(directory.Path);
        Assert.Null(SuiteRecord.Find(directory.Path));
    }

    [Theory]
    [InlineData("""{"pid": 999999999, "addresses": {}}""")]
    [InlineData("no json")]
    [InlineData("")]
    public void Find_NoteOfAnEndedSuiteOrRubbish_IsNone(string text)
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["suite.json"], text);
        Assert.Null(SuiteRecord.Find(directory.Path));
    }
}
