namespace Flux.Documents.Mongo.Writes;

/// <summary>What <see cref="IntentWrite"/> has done; a crash can come after each.</summary>
internal enum IntentStep
{
    Announced,
    Locked,
    Decided,
    PartlyApplied,
    Applied,

    /// <summary>Not of a batch: a single new document is there, but its writer has not looked yet whether it is in a batch's way.</summary>
    Unconfirmed,
}
