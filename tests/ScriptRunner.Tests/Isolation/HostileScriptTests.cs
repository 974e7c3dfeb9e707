using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>Every script of the corpus.</summary>
public sealed class HostileScriptTests(SandboxFixture sandbox, Canaries canaries) : IClassFixture<SandboxFixture>, IClassFixture<Canaries>
{
    private static readonly ScriptLimits Limits = new() { Wall = TimeSpan.FromSeconds(1.2), Cpu = TimeSpan.FromSeconds(1), Stdout = 1 << 18 };

    public static TheoryData<string> Names => [.. HostileCorpus.Scripts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Script_Hostile_IsStopped(string name)
    {
        var outcome = await sandbox.RunAsync(ScriptKind.Free, HostileCorpus.Prelude + HostileCorpus.Scripts[name], canaries.Inputs, limits: Limits);
        var said = $"{outcome.Result} {outcome.Failure} {outcome.Stdout[..Math.Min(200, outcome.Stdout.Length)]}";
        Assert.False(Canaries.IsIn(said), said);
        Assert.False(CorpusRun.HasEscaped(outcome.Result, said), said);
        canaries.AssertUntouched();
    }

    // The state that hostile scripts leave behind is looked at by an honest one.
    [Fact]
    public async Task Script_Honest_RunsBetweenHostileOnes()
    {
        var sibling = new RecordingHost();
        foreach (var name in new[] { "introspection/poison_json", "introspection/segfault", "channel/forged_huge_header", "memory/malloc_many", "processes/kill_zygote" })
        {
            await sandbox.RunAsync(ScriptKind.Free, HostileCorpus.Prelude + HostileCorpus.Scripts[name], canaries.Inputs, limits: Limits);
            OutcomeAssert.Result(
                """{"context":{"a":[1,{"b":"x"}],"n":3}}""",
                await sandbox.RunAsync(ScriptKind.Management, "context['n'] = len(json.dumps([1]))", """{"context": {"a": [1, {"b": "x"}]}}""", sibling));
        }
    }

    [Fact]
    public async Task Script_Sibling_IsNeitherReadNorHurt()
    {
        var blocked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var waiting = sandbox.Engine.RunAsync(
            new ScriptJob(ScriptKind.Management, "secret = context['s']\nwait_for_connect()\ncontext['alive'] = True", """{"context": {"s": "sibling-canary-5f3a"}}""", "sibling", "", new ScriptLimits()),
            new BlockingHost(blocked, release.Task), default);
        await blocked.Task;
        foreach (var name in new[] { "introspection/memory_of_other_runs", "introspection/objects_of_other_runs", "processes/kill_all", "processes/kill_group", "processes/wait_for_sibling" })
            await Script_Hostile_IsStopped(name);
        release.SetResult();
        OutcomeAssert.Result("""{"context":{"s":"sibling-canary-5f3a","alive":true}}""", await waiting);
    }
}
