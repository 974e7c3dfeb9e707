using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Kinds;

namespace Flux.ScriptRunner.Tests.Kinds;

public sealed class KindDescriptionsTests
{
    [Fact]
    public void All_Kinds_AreDescribed() =>
        Assert.Equal(Enum.GetValues<ScriptKind>().Where(k => k != ScriptKind.Unspecified).Order(), KindDescriptions.All.Kinds.Select(k => k.Kind).Order());

    [Fact]
    public void All_Names_HaveRoleAndText()
    {
        foreach (var name in KindDescriptions.All.Kinds.SelectMany(k => k.Names))
            Assert.True(name.Role != NameRole.Unspecified && name.Description.Length > 0 && (name.Role == NameRole.Function) == (name.Signature.Length > 0), name.ToString());
    }
}
