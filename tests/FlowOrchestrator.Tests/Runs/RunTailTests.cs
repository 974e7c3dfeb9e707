using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Tests.Runs;

public sealed class RunTailTests
{
    private readonly RunTail _tail = new();

    [Fact]
    public void After_NothingStoredHere_IsNotKnown() => Assert.Null(_tail.After(0));

    [Theory]
    [InlineData(4, new long[] { 5, 6, 7 })]
    [InlineData(6, new long[] { 7 })]
    [InlineData(7, new long[0])]
    [InlineData(3, null)] // 4 was stored by a process before
    [InlineData(8, null)]
    public void After_SomeStored_IsAllThatFollowOrNotKnown(long sequence, long[]? expected)
    {
        Store(5, 7);

        Assert.Equal(expected, _tail.After(sequence)?.Select(e => e.Sequence));
    }

    [Fact]
    public void After_LongRun_KnowsTheLastOnes()
    {
        for (var first = 1; first < 10_000; first += 3)
            Store(first, first + 2);

        Assert.Equal([9999L], _tail.After(9998)!.Select(e => e.Sequence));
        Assert.Equal(200, _tail.After(9799)!.Count);
        Assert.Null(_tail.After(9000));
    }

    private void Store(long first, long last) => _tail.Add([.. Enumerable.Range((int)first, (int)(last - first + 1)).Select(sequence => new RunEvent { Sequence = sequence })]);
}
