using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Sandbox.Zygotes;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>
/// The whole corpus round and round, then plain runs, on one runner, six at a time; alone in this process, whose descriptors and
/// memory are counted. <c>FLUX_SOAK_RUNS=10000</c>, so many of each sort, is what a release deserves.
/// </summary>
[Collection(Alone.Name)]
public sealed class SoakTests
{
    private const int AtOnce = 6, Spare = 4;
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("FLUX_SOAK_RUNS"), out var runs) ? runs : 300;
    private static readonly string[] Hostile = [.. HostileCorpus.Scripts.Values.Select(source => HostileCorpus.Prelude + source)];
    // Those that only burn time have been tried for long elsewhere.
    private static readonly ScriptLimits Short = new() { Wall = TimeSpan.FromMilliseconds(200), Cpu = TimeSpan.FromSeconds(1), Stdout = 1 << 18 };

    [Fact]
    public async Task Runs_HostileThenPlain_LeaveNothingAndMemoryFlat()
    {
        using var canaries = new Canaries();
        using var sandbox = new SandboxFixture(new SandboxOptions { IdleScripts = Spare });
        await HostileAsync(sandbox, canaries.Inputs, Math.Min(Runs, 60));
        await PlainAsync(sandbox, 60);
        var (zygote, before) = (ZygoteOf(sandbox), await Snapshot.TakeAsync(sandbox, ZygoteOf(sandbox), Spare));

        await HostileAsync(sandbox, canaries.Inputs, Runs);
        await PlainAsync(sandbox, Runs);

        var after = await Snapshot.TakeAsync(sandbox, ZygoteOf(sandbox), Spare);
        after.AssertNoMoreThan(before);
        canaries.AssertUntouched();
        // One that was replaced on the way has gone with all its children.
        Assert.True(zygote == ZygoteOf(sandbox) || !ProcessTree.Exists(zygote));
        var children = ProcessTree.ChildrenOf(ZygoteOf(sandbox));
        zygote = ZygoteOf(sandbox);
        sandbox.Dispose();
        Assert.False(ProcessTree.Exists(zygote));
        Assert.All(children, child => Assert.True(SpinWait.SpinUntil(() => !ProcessTree.Exists(child), TimeSpan.FromSeconds(30))));
    }

    private static int ZygoteOf(SandboxFixture sandbox) => sandbox.Sandbox.Report(ZygoteKind.Light)!.Pid;

    private static Task HostileAsync(SandboxFixture sandbox, string inputs, int count) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, stop) =>
        {
            var outcome = await sandbox.RunAsync(ScriptKind.Free, Hostile[i % Hostile.Length], inputs, limits: Short, cancellationToken: stop);
            Assert.False(Canaries.IsIn($"{outcome.Result}{outcome.Stdout}") || CorpusRun.HasEscaped(outcome.Result, outcome.Failure?.ToString() ?? ""), outcome.Result ?? outcome.Failure?.ToString());
        });

    private static Task PlainAsync(SandboxFixture sandbox, int count) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (i, stop) => OutcomeAssert.Result($$$"""{"context":{"a":{{{i}}}}}""", await sandbox.RunAsync(ScriptKind.Management, $"context['a'] = {i}", cancellationToken: stop)));
}
