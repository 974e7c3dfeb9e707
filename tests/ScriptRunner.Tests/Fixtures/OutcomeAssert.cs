using Flux.ScriptRunner.Execution;

namespace Flux.ScriptRunner.Tests.Fixtures;

internal static class OutcomeAssert
{
    public static void Result(string expected, ScriptOutcome outcome)
    {
        Assert.True(outcome.Failure is null, outcome.Failure?.ToString());
        Assert.Equal(expected, outcome.Result);
    }

    public static Contracts.Common.V1.Failure Failed(string reason, ScriptOutcome outcome)
    {
        Assert.True(outcome.Failure is not null, $"no failure but {outcome.Result}");
        Assert.True(reason == outcome.Failure.Reason, outcome.Failure.ToString());
        Assert.Null(outcome.Result);
        return outcome.Failure;
    }
}
