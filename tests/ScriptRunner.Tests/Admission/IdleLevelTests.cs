using Flux.ScriptRunner.Sandbox.Zygotes;

namespace Flux.ScriptRunner.Tests.Admission;

public sealed class IdleLevelTests
{
    [Fact]
    public void Target_Misses_GrowToTheMaximum()
    {
        var level = new IdleLevel(4);
        Assert.Equal(2, level.Target);
        for (var i = 0; i < 10; i++)
            level.Missed();
        Assert.Equal(4, level.Target);
    }

    [Fact]
    public void Shrink_Unused_AreGivenUpButOne()
    {
        var level = new IdleLevel(8);
        for (var i = 0; i < 6; i++)
            level.Missed();
        level.Shrink(8);
        level.Taken(5);
        Assert.Equal(5, level.Shrink(8));
        Assert.Equal(3, level.Target);
        Assert.Equal(2, level.Shrink(3));
        Assert.Equal(1, level.Target);
        Assert.Equal(0, level.Shrink(1));
    }

    [Fact]
    public void Target_MaximumZero_StaysZero()
    {
        var level = new IdleLevel(0);
        level.Missed();
        Assert.Equal(0, level.Target);
        Assert.Equal(0, level.Shrink(0));
    }
}
