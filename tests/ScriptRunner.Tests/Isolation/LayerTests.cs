using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Sandbox.Zygotes;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>Each layer, as a script finds it and as the kernel tells it from outside (which takes root).</summary>
public sealed class LayerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("CORE", 0)]
    [InlineData("FSIZE", 0)]
    [InlineData("MSGQUEUE", 0)]
    [InlineData("MEMLOCK", 0)]
    [InlineData("NPROC", 0)]
    [InlineData("NOFILE", 16)]
    [InlineData("STACK", 8 << 20)]
    [InlineData("DATA", 256 << 20)]
    [InlineData("AS", 512 << 20)]
    public async Task Limit_OfAChild_IsSoftAndHard(string name, int value) => OutcomeAssert.Result(
        $$$"""{"outputs":{"limit":[{{{value}}},{{{value}}}]}}""",
        await sandbox.RunAsync(ScriptKind.Free, $"import resource\nlimit = list(resource.getrlimit(resource.RLIMIT_{name}))"));

    [Fact]
    public async Task Limit_OfProcessorTime_EndsTheProcessASecondAfterTheSignal() => OutcomeAssert.Result(
        """{"outputs":{"limit":[60,61]}}""", await sandbox.RunAsync(ScriptKind.Free, "import resource\nlimit = list(resource.getrlimit(resource.RLIMIT_CPU))"));

    [Fact]
    public async Task Report_OfAZygote_NamesEveryLayerOfThisKernel()
    {
        using var child = await sandbox.Sandbox.RentAsync(ZygoteKind.Light, default);
        var report = sandbox.Sandbox.Report(ZygoteKind.Light)!;
        foreach (var layer in new[] { "rlimits", "no-new-privileges", "seccomp", "oom-score" })
            Assert.Contains(layer, report.Layers);
        Assert.Equal(RuntimeDirectory.IsRoot, report.Layers.Contains("uid"));
        Assert.Equal(report.Landlock > 0, report.Layers.Contains($"landlock-{report.Landlock}"));
    }

    [Fact]
    public async Task Process_SeenFromOutside_HasNothingButItsChannel()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        using var child = await sandbox.Sandbox.RentAsync(ZygoteKind.Light, default);
        var zygote = sandbox.Sandbox.Report(ZygoteKind.Light)!.Pid;
        foreach (var (pid, filters) in new[] { (zygote, 1), (child.Pid, 2) })
        {
            var status = File.ReadLines($"/proc/{pid}/status").Select(l => l.Split(':', 2)).ToDictionary(w => w[0], w => w[1].Trim());
            Assert.Equal(("1", "2", $"{filters}"), (status["NoNewPrivs"], status["Seccomp"], status["Seccomp_filters"]));
            Assert.All(new[] { "CapInh", "CapPrm", "CapEff", "CapAmb" }, set => Assert.Equal("0000000000000000", status[set]));
            Assert.Equal([sandbox.Options.Uid.ToString()], status["Uid"].Split('\t').Distinct());
            Assert.Equal([sandbox.Options.Uid.ToString()], status["Gid"].Split('\t').Distinct());
            Assert.Equal("", status["Groups"]);
            Assert.Equal("0777", status["Umask"]);
            Assert.Equal("900", File.ReadAllText($"/proc/{pid}/oom_score_adj").Trim());
            Assert.Equal(["LANG=C.UTF-8", "TZ=UTC"], File.ReadAllText($"/proc/{pid}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
            Assert.Equal("/", new DirectoryInfo($"/proc/{pid}/cwd").LinkTarget);
        }
        Assert.Equal(["/dev/null", "/dev/null", "/dev/null", "socket"],
            Directory.GetFiles($"/proc/{child.Pid}/fd").Order(StringComparer.Ordinal).Select(fd => new FileInfo(fd).LinkTarget!.Split(':')[0]));
    }
}
