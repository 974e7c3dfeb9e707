using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Tests.Fixtures;
using Grpc.Core;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>A sandbox with a hole: the file that the self-test must not be able to read lies where scripts may read.</summary>
public sealed class SelfTestTests
{
    private static SandboxFixture Leaky(bool allowDegraded) =>
        new(new SandboxOptions { AllowDegraded = allowDegraded, StartTimeout = TimeSpan.FromSeconds(60) }, canary: "/usr/lib/python3.11/os.py");

    [Fact]
    public async Task Hole_Found_NothingRunsAndReadinessNamesIt()
    {
        using var sandbox = Leaky(allowDegraded: false);
        Assert.Contains("these attacks got through: read_file;", await sandbox.Sandbox.FaultAsync(default));
        Assert.Contains("read_file", await new SandboxReadiness(sandbox.Sandbox).CheckAsync(default));
        Assert.Null(new SandboxReadiness(sandbox.Sandbox).Degradation);
        var error = await Assert.ThrowsAsync<FluxException>(() => sandbox.RunAsync(ScriptKind.Management, ""));
        Assert.Equal((StatusCode.FailedPrecondition, "SANDBOX_NOT_SAFE"), (error.Code, error.Reason));
    }

    [Fact]
    public async Task Hole_Allowed_ScriptsRun()
    {
        using var sandbox = Leaky(allowDegraded: true);
        OutcomeAssert.Result("""{"context":{}}""", await sandbox.RunAsync(ScriptKind.Management, ""));
        var readiness = new SandboxReadiness(sandbox.Sandbox);
        Assert.Null(await readiness.CheckAsync(default));
        Assert.Contains("these attacks got through: read_file;", readiness.Degradation);
    }

    [Fact]
    public async Task Hole_ForTemplatesOnly_NoTemplateIsRendered()
    {
        using var sandbox = Leaky(allowDegraded: false);
        var request = new RenderTemplatesRequest { ContextJson = "{}", Templates = { new Template { Source = "x" } } };
        var error = await Assert.ThrowsAsync<FluxException>(() => sandbox.Engine.RenderAsync(request, default));
        Assert.Equal((StatusCode.FailedPrecondition, "SANDBOX_NOT_SAFE"), (error.Code, error.Reason));
        Assert.Contains("read_file", await new TemplateReadiness(sandbox.Sandbox).CheckAsync(default));
    }
}
