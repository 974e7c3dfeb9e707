using Flux.Documents;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>A process that has runs: its lease. When it is over, others may take the runs over (semantics 5.8).</summary>
/// <param name="Expires">Until when it lives, unless it renews.</param>
/// <param name="Host">The machine and its start; a process of the same one can be looked at.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="ProcessStart">When it was started, since numbers of processes come again.</param>
internal sealed record OwnerDocument(DateTimeOffset Expires, string Host, int ProcessId, long ProcessStart)
{
    /// <summary>The collection; id is the owner's.</summary>
    public static readonly DocumentType<OwnerDocument> Type = new("run-owners", []);
}
