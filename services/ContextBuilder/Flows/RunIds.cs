using Flux.Hosting;

namespace Flux.ContextBuilder.Flows;

/// <summary>Checks the ids that calls about runs carry.</summary>
internal static class RunIds
{
    private const int MaxLength = 64;

    public static void Check(string runId, Violations violations) => violations.Require(
        runId.Length is > 0 and <= MaxLength && runId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':'), "run_id",
        $"must have 1 to {MaxLength} letters, digits, '-', '_', '.' or ':'.");

    /// <summary>Throws INVALID_ARGUMENT at once.</summary>
    public static void Check(string runId)
    {
        var violations = new Violations();
        Check(runId, violations);
        violations.ThrowIfAny();
    }
}
