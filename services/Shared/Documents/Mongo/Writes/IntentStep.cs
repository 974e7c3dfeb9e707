namespace Flux.Documents.Mongo.Writes;

/// <summary>What <see cref="IntentWrite"/> has done; a crash can come after each.</summary>
internal enum IntentStep
{
    Announced,
    Locked,
    Decided,
    PartlyApplied,
    Applied,
}
