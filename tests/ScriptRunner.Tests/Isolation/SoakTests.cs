using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Sandbox.Zygotes;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>Plain and hostile runs in turn, six at a time. <c>FLUX_SOAK_RUNS=20000</c> makes it as long as a release deserves.</summary>
public sealed class SoakTests
{
    // Scripts that only burn their time make a soak slow without adding anything.
    private static readonly string[] Slow = ["loop", "ever", "swallow", "backtrack", "power", "sleep", "recursion"];
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("FLUX_SOAK_RUNS"), out var runs) ? runs : 600;

    private static readonly string[] Hostile =
    [
        .. HostileCorpus.Scripts.Where(s => !s.Key.StartsWith("memory/", StringComparison.Ordinal) && !s.Key.StartsWith("channel/", StringComparison.Ordinal))
            .Where(s => !Slow.Any(word => s.Key.Contains(word, StringComparison.Ordinal))).Select(s => HostileCorpus.Prelude + s.Value),
        "import os; os.write(3, b'ZZZZZZ')",
    ];

    [Fact]
    public async Task Runs_PlainAndHostile_LeaveMemoryDescriptorsAndProcessesFlat()
    {
        using var canaries = new Canaries();
        using var sandbox = new SandboxFixture(new SandboxOptions { IdleScripts = 4 });
        await BatchAsync(sandbox, canaries.Inputs, Runs / 6);
        var zygote = sandbox.Sandbox.Report(ZygoteKind.Light)!.Pid;
        var (memory, descriptors) = (ProcessTree.Resident(zygote), ProcessTree.Descriptors(zygote));
        await BatchAsync(sandbox, canaries.Inputs, Runs);
        zygote = sandbox.Sandbox.Report(ZygoteKind.Light)!.Pid;
        Assert.InRange(ProcessTree.Resident(zygote), 0, memory + 1024);
        Assert.Equal(descriptors, ProcessTree.Descriptors(zygote));
        canaries.AssertUntouched();
        var children = ProcessTree.ChildrenOf(zygote);
        sandbox.Dispose();
        Assert.False(ProcessTree.Exists(zygote));
        Assert.All(children, child => Assert.True(SpinWait.SpinUntil(() => !ProcessTree.Exists(child), TimeSpan.FromSeconds(30))));
    }

    private static async Task BatchAsync(SandboxFixture sandbox, string inputs, int count)
    {
        var next = 0;
        var limits = new ScriptLimits { Wall = TimeSpan.FromSeconds(30), Cpu = TimeSpan.FromSeconds(2) };
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) <= count;)
            {
                if (i % 2 == 0)
                    OutcomeAssert.Result("""{"context":{"a":1}}""", await sandbox.RunAsync(ScriptKind.Management, "context['a'] = 1"));
                else
                    await sandbox.RunAsync(ScriptKind.Free, Hostile[i / 2 % Hostile.Length], inputs, limits: limits);
            }
        }));
    }
}
