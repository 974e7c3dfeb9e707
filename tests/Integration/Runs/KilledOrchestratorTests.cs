using Flux.Contracts.Flow.V1;

namespace Flux.Integration.Runs;

/// <summary>What is true after the story of <see cref="KilledOrchestrator"/> (semantics 5.8 to 5.10).</summary>
public sealed class KilledOrchestratorTests(KilledOrchestrator story) : IClassFixture<KilledOrchestrator>
{
    [Fact]
    public void TakenOverRun_TaskMayBeRepeated_EndsCompletedAndRepeatsNothingFinished()
    {
        Assert.Equal((RunState.Completed, 1, 2L), (story.Safe.Run.State, story.Safe.Run.Recoveries, story.Safe.Run.FencingToken));
        Assert.Equal(Enumerable.Repeat(WorkState.Completed, 3), story.Safe.Elements.Select(e => e.State));
        AssertDone("safe first", 1);
        AssertDone("safe hold", 2);
        AssertDone("safe last", 1);
    }

    [Fact]
    public void TakenOverRun_TaskMustNotBeRepeated_EndsInterruptedOnEveryElement()
    {
        Assert.Equal((RunState.Failed, 1, 2L), (story.Unsafe.Run.State, story.Unsafe.Run.Recoveries, story.Unsafe.Run.FencingToken));
        Assert.Equal(Enumerable.Repeat((WorkState.Failed, "INTERRUPTED"), 3), story.Unsafe.Elements.Select(e => (e.State, e.Failure.Reason)));
        AssertDone("unsafe first", 1);
        AssertDone("unsafe hold", 1);
        AssertDone("unsafe last", 0);
    }

    [Fact]
    public void TakenOverRun_AnyFlow_HasOneResultForEachElementAndOneForEachFinishedTask()
    {
        foreach (var outcome in new[] { story.Safe, story.Unsafe })
        {
            Assert.Equal(3, outcome.Elements.Select(e => e.ElementId).Distinct().Count());
            Assert.Equal((3, 3), (outcome.Elements.Count, outcome.Run.CompletedCount + outcome.Run.FailedCount + outcome.Run.OtherCount));
            Assert.Equal(3, outcome.Tasks.Count(t => t.Task.EndsWith("-first", StringComparison.Ordinal) && t.State == WorkState.Completed));
            Assert.DoesNotContain(outcome.Tasks, t => t.State is WorkState.Running or WorkState.NotStarted);
        }
    }

    [Fact]
    public void Schedule_EverySecondAroundTheKill_FiresEachDueTimeOnce()
    {
        var due = story.Firings.Select(f => f.DueTime.ToDateTimeOffset()).Order().ToList();
        Assert.True(due.Count >= 5);
        Assert.Equal(Enumerable.Range(0, due.Count).Select(i => due[0].AddSeconds(i)), due);
        Assert.All(story.Firings, f => Assert.Equal((FiringOutcome.Started, 1, false), (f.Outcome, f.Count, f.Manual)));
        // One run a firing, and none besides.
        Assert.Equal(
            story.Firings.Select(f => (f.RunId, f.DueTime)).OrderBy(f => f.RunId, StringComparer.Ordinal),
            story.ScheduledRuns.Select(r => (r.Id, r.ScheduledTime)).OrderBy(r => r.Id, StringComparer.Ordinal));
        Assert.Equal(due[^1], story.Schedule.LastTime.ToDateTimeOffset());
        Assert.True(story.Schedule.Paused);
        Assert.Null(story.Schedule.NextTime);
    }

    private void AssertDone(string what, int times) =>
        Assert.Equal(
            Enumerable.Range(1, 3).SelectMany(d => Enumerable.Repeat($"{what} {what.Split(' ')[0]}-d{d}", times)),
            story.Effects.Where(line => line.StartsWith(what + " ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
