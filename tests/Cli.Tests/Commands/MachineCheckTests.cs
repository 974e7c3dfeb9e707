using Flux.Cli.Doctor;
using Flux.Lab;

namespace Flux.Cli.Tests.Commands;

public sealed class MachineCheckTests
{
    [Fact]
    public void Run_OnThisMachine_FindsWhatTheTestsNeedAndEveryService()
    {
        using var directory = new TempDirectory();
        var findings = MachineCheck.Run("python3|run|required|/usr/bin/python3|x\nnothing|run|required|/no/such/file|y\n", directory.Path);
        Assert.Equal(FindingState.Ok, findings.Single(finding => finding.Name == "python3").State);
        Assert.Equal(FindingState.Ok, findings.Single(finding => finding.Name == "/usr/bin/python3").State);
        Assert.Equal((FindingState.Missing, "apt-get install nothing"), (findings.Single(finding => finding.Name == "nothing").State, findings.Single(finding => finding.Name == "nothing").Remedy));
        Assert.Equal(6, findings.Count(finding => finding.Name.StartsWith("flux-", StringComparison.Ordinal)));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Detail));
    }
}
