using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Kinds;

[Collection(SharedSandbox.Name)]
public sealed class DeterminismTests(SandboxFixture sandbox)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private const string Everything = """
        import datetime, uuid, secrets, os, random as r
        context['v'] = [time.time(), time.monotonic(), time.strftime('%Y-%m-%d'), time.ctime(), datetime.datetime.now().isoformat(),
            datetime.datetime.now(datetime.timezone.utc).isoformat(), datetime.date.today().isoformat(), r.random(), random.randint(1, 10 ** 9), str(uuid.uuid4()),
            str(uuid.uuid1()), secrets.token_hex(4), os.urandom(4).hex(), r.SystemRandom().random(), isinstance(datetime.datetime.now(), datetime.datetime),
            naturaltime(datetime.datetime.utcnow() - datetime.timedelta(hours=3))]
        """;

    private async Task<string> RunAsync(string source, long seed = 1)
    {
        var job = new ScriptJob(ScriptKind.Management, source, "{}", "s", "", new ScriptLimits()) { Determinism = (Start, seed) };
        var outcome = await sandbox.Engine.RunAsync(job, new RecordingHost(), default);
        Assert.True(outcome.Failure is null, outcome.Failure?.ToString());
        return outcome.Result!;
    }

    [Fact]
    public async Task Run_SameTimeAndSeed_DoesTheSame() => Assert.Equal(await RunAsync(Everything), await RunAsync(Everything));

    [Fact]
    public async Task Run_OtherSeed_DiffersInChance() => Assert.NotEqual(await RunAsync("context['v'] = random.random()"), await RunAsync("context['v'] = random.random()", 2));

    [Theory]
    [InlineData("time.time()", "1767323045.000001")]
    [InlineData("time.strftime('%Y-%m-%d %H:%M:%S')", "\"2026-01-02 03:04:05\"")]
    [InlineData("[pause(0.5), time.time_ns()][1]", "1767323045500001000")]
    [InlineData("[time.sleep(0.01), time.time_ns()][1]", "1767323045010001000")]
    public async Task Clock_Reading_IsTheRecordedTime(string expression, string expected) =>
        Assert.Equal("""{"context":{"v":""" + expected + "}}", await RunAsync($"context['v'] = {expression}"));

    [Fact]
    public async Task Run_WithoutDeterminism_ChildrenDiffer()
    {
        var first = await sandbox.RunAsync(ScriptKind.Management, "import os\ncontext['v'] = [random.random(), os.urandom(8).hex()]");
        var second = await sandbox.RunAsync(ScriptKind.Management, "import os\ncontext['v'] = [random.random(), os.urandom(8).hex()]");
        Assert.NotEqual(first.Result, second.Result);
    }
}
