using Flux.Conformance.Peers;

namespace Flux.Conformance.Contract;

/// <summary>The protos keep the rules of buf.yaml.</summary>
public sealed class ProtoRulesTests
{
    [Fact]
    public async Task Protos_Lint_FindsNothing() => ExpectNothing(await Buf.RunAsync("lint"));

    [Fact]
    public async Task Protos_Format_ChangesNothing() => ExpectNothing(await Buf.RunAsync("format", "-d", "--exit-code"));

    private static void ExpectNothing(ProgramResult result) =>
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
}
