using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>The "closed world" of kernels without Landlock: no file can be opened at all, all else works.</summary>
public sealed class FallbackTests : IDisposable
{
    private readonly Canaries _canaries = new();
    private readonly SandboxFixture _sandbox = new(new SandboxOptions { IdleScripts = 2, Landlock = false, StartTimeout = TimeSpan.FromSeconds(60) });

    [Fact]
    public async Task SelfTest_WithoutLandlock_StillStopsEveryAttack() => Assert.Null(await _sandbox.Sandbox.FaultAsync(default));

    [Fact]
    public async Task Corpus_WithoutLandlock_IsStopped()
    {
        Assert.Empty(await CorpusRun.EscapesAsync(_sandbox, _canaries.Inputs));
        _canaries.AssertUntouched();
    }

    [Theory]
    [InlineData("context['v'] = [json.loads('1'), round(math.pi), re.sub('a', 'b', 'a'), time.strftime('%Y', time.gmtime(0)), str(naturaltime('x'))]")]
    [InlineData("import datetime, decimal, hashlib, uuid, ipaddress, csv, base64, statistics, zlib\ncontext['v'] = hashlib.sha256(b'').hexdigest()[:4]")]
    [InlineData("context['v'] = datetime_text = __import__('datetime').datetime.strptime('2026-01-02', '%Y-%m-%d').isoformat()")]
    public async Task Script_UsualModules_WorkWithoutFiles(string source) => Assert.Null((await _sandbox.RunAsync(ScriptKind.Management, source)).Failure);

    [Fact]
    public async Task Template_Humanized_RendersWithoutFiles()
    {
        var request = new RenderTemplatesRequest { ContextJson = """{"n": 1000, "d": "x"}""" };
        request.Templates.Add(new Template { Name = "t", Source = "{% load tz %}{{ n|intcomma }} {{ d|upper }}{% now 'Y' %}{% if n > 5 %}!{% endif %}" });
        var outcome = await _sandbox.Engine.RenderAsync(request, default);
        Assert.True(outcome.Failure is null, outcome.Failure?.ToString());
    }

    public void Dispose()
    {
        _sandbox.Dispose();
        _canaries.Dispose();
    }
}
