namespace Flux.FlowOrchestrator.Common;

/// <summary>Ids of runs: UUID version 7 as 32 hexadecimal digits, so that ids sort by time.</summary>
internal static class RunIds
{
    /// <summary>A new id.</summary>
    public static string New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>Whether a text has the form of an id; others are answered without asking the store.</summary>
    public static bool IsRunId(string text) => text.Length == 32 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
