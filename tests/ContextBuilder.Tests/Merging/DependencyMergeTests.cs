using Flux.Contracts.Context.V1;

namespace Flux.ContextBuilder.Tests.Merging;

/// <summary>The vectors M1 to M13 of semantics 5.3.</summary>
public sealed class DependencyMergeTests
{
    [Theory]
    [InlineData("t1,t2", """{"result":42,"status":"completed","user_id":123}""")]
    [InlineData("t2,t1", """{"result":42,"status":"pending","user_id":123}""")]
    public void M1M2_DeclaredOrder_Decides(string order, string expected)
    {
        var pipeline = new Pipeline().Run("t1", "user_id=123;status=\"pending\"").Run("t2", "status=\"completed\";result=42");
        Assert.Equal(expected, pipeline.Join(order.Split(',')));
        Assert.Equal("status", Assert.Single(pipeline.Conflicts).Key);
    }

    [Fact]
    public void M3_FinishingOrder_PlaysNoPart() => Assert.Equal(
        new Pipeline().Run("t1", "k=1").Run("t2", "k=2").Join("t1", "t2"), new Pipeline().Run("t2", "k=2").Run("t1", "k=1").Join("t1", "t2"));

    [Theory]
    [InlineData("zeta,alpha", """{"r":"alpha"}""")]
    [InlineData("alpha,zeta", """{"r":"zeta"}""")]
    public void M4_Names_PlayNoPart(string order, string expected) =>
        Assert.Equal(expected, new Pipeline().Run("zeta", "r=\"zeta\"").Run("alpha", "r=\"alpha\"").Join(order.Split(',')));

    [Fact]
    public void M5_InheritedValue_DoesNotBeatAWrite()
    {
        var pipeline = new Pipeline("""{"k":0}""").Run("a", "k=1").Run("b", "");
        Assert.Equal("""{"k":1}""", pipeline.Join("a", "b"));
        Assert.Empty(pipeline.Conflicts);
    }

    [Fact]
    public void M6_Removal_Counts() => Assert.Equal("{}", new Pipeline("""{"k":0}""").Run("a", "k=removed").Run("b", "").Join("a", "b"));

    [Fact]
    public void M7_LaterInTheGraph_BeatsLastDeclared() =>
        Assert.Equal("""{"k":2}""", new Pipeline().Run("a", "k=1").Run("a2", "k=2", "a").Join("a2", "a"));

    [Fact]
    public void M8_SettledConflict_IsNotReopened()
    {
        var pipeline = new Pipeline().Run("a", "k=\"a\"").Run("b", "k=\"b\"").Run("t", "", "a", "b");
        Assert.Equal("""{"k":"b"}""", pipeline.Join("t", "a"));
        Assert.Single(pipeline.Conflicts);
    }

    [Theory]
    [InlineData("a,last")]
    [InlineData("last,a")]
    public void Join_EachOlderThanTheOther_WhatWasOverwrittenLoses(string order)
    {
        // "last" settled after "a" had written, but on the value that "a" had overwritten: two conflicts on its way hid that from it.
        var pipeline = new Pipeline().Run("first", "k=0").Run("a", "k=1", "first").Run("b", "k=2").Run("c", "k=3")
            .Run("ab", "", "a", "b").Run("old", "", "c", "first").Run("last", "", "ab", "old");
        Assert.Equal("""{"k":0}""", pipeline.Join("last"));
        Assert.Equal("""{"k":1}""", pipeline.Join(order.Split(',')));
    }

    [Theory]
    [InlineData(MergeMode.Shallow, """{"o":{"y":2}}""")]
    [InlineData(MergeMode.Deep, """{"o":{"x":1,"y":2}}""")]
    public void M9_Objects_MergeOnlyWhenDeep(MergeMode mode, string expected) =>
        Assert.Equal(expected, new Pipeline(mode: mode).Run("a", """o={"x":1}""").Run("b", """o={"y":2}""").Join("a", "b"));

    [Theory]
    [InlineData(MergeMode.Shallow, "[2]")]
    [InlineData(MergeMode.Deep, "[2]")]
    [InlineData(MergeMode.Concat, "[1,1,2]")]
    public void M10_Lists_KeepDuplicates(MergeMode mode, string expected) =>
        Assert.Equal($$"""{"l":{{expected}}}""", new Pipeline(mode: mode).Run("a", "l=[1,1]").Run("b", "l=[2]").Join("a", "b"));

    [Fact]
    public void M11_SkippedDependency_PassesItsContextOn() => Assert.Equal("""{"k":0}""", new Pipeline("""{"k":0}""").Run("a", "").Join("a"));

    [Fact]
    public void M12_ThreeWayConflict_IsOneEventWithThreeCandidates()
    {
        var pipeline = new Pipeline().Run("a", "k=1").Run("b", "k=2").Run("c", "k=3");
        Assert.Equal("""{"k":3}""", pipeline.Join("a", "b", "c"));
        var conflict = Assert.Single(pipeline.Conflicts);
        Assert.Equal(("a,b,c", "c"), (string.Join(',', conflict.Candidates.Select(candidate => candidate.Origin)), conflict.ChosenOrigin));
    }

    [Fact]
    public void M13_Null_IsAValue() => Assert.Equal("""{"k":null}""", new Pipeline().Run("a", "k=1").Run("b", "k=null").Join("a", "b"));

    [Fact]
    public void Join_EqualValues_AreNoConflict()
    {
        var pipeline = new Pipeline().Run("a", "k=1").Run("b", "k=1");
        Assert.Equal("""{"k":1}""", pipeline.Join("a", "b"));
        Assert.Empty(pipeline.Conflicts);
    }

    [Fact]
    public void Join_RemovalBetweenObjects_IsNotMergedAway() => Assert.Equal(
        """{"o":{"z":3}}""",
        new Pipeline("""{"o":{"i":0}}""", MergeMode.Deep).Run("a", """o={"x":1}""").Run("b", "o=removed").Run("c", """o={"z":3}""").Join("a", "b", "c"));

    [Fact]
    public void Track_SameTextAgain_IsNoWrite_OtherTextIs()
    {
        var pipeline = new Pipeline("""{"k":1,"f":1}""").Run("a", "k=1;f=1.0").Run("b", "");
        var inherited = pipeline.Inherit("join", "a", "b");
        Assert.Equal(("", "a"), (inherited["k"].Writer, inherited["f"].Writer));
    }
}
