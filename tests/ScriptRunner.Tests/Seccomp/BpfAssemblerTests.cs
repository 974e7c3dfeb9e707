using Flux.ScriptRunner.Sandbox.Seccomp;

namespace Flux.ScriptRunner.Tests.Seccomp;

public sealed class BpfAssemblerTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1000)]
    public void JumpIf_AnyDistance_ReachesItsLabel(int distance)
    {
        var bpf = new BpfAssembler();
        bpf.Load(0);
        bpf.JumpIf(BpfTest.Equal, 7, "far", null);
        bpf.JumpIf(BpfTest.Equal, 8, null, "other");
        bpf.Goto("eight");
        for (var i = 0; i < distance; i++)
            bpf.And(0xFFFFFFFF);
        bpf.Label("far");
        bpf.Return(1);
        bpf.Label("other");
        bpf.Return(2);
        bpf.Label("eight");
        bpf.Return(3);
        var program = bpf.Assemble();
        Assert.Equal(1u, BpfInterpreter.Run(program, 0, 7));
        Assert.Equal(2u, BpfInterpreter.Run(program, 0, 9));
        Assert.Equal(3u, BpfInterpreter.Run(program, 0, 8));
    }
}
